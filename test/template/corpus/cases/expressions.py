"""Operators on pairs of types, comparisons, membership, truth, literals, precedence."""

OPERANDS = ["0", "1", "-7", "3", "2.5", "-0.5", "true", "none", "'ab'", "''", "[1, 2]", "[]", "(1,)", "{'k': 1}", "gone"]
ARITHMETIC = ["+", "-", "*", "/", "//", "%", "**"]
COMPARISON = ["==", "!=", "<", "<=", ">", ">=", "in", "not in"]

SMALL = ["2", "-3", "2.5", "true", "none", "'x'", "[3]", "(4, 5)", "{'a': 1}", "gone"]

TRUTH = ["0", "0.0", "-0.0", "1", "''", "' '", "'0'", "[]", "[0]", "{}", "{'a': none}", "()", "(0,)", "none", "true", "false",
         "gone", "range(0)", "range(1)", "[[]]", "'false'", "-1", "0.1", "dict()", "namespace()", "cycler(1)"]

LITERALS = [
    "1", "-1", "+1", "1_000", "0x1F", "0b101", "0o17", "00", "0_0", "1.0", "1e3", "1E-3", "1.5e+10", "1_0.2_5", "12345678901234567890",
    "1e16", "1e15", "123456789.123456789", "1e-5", "0.0001", "0.00001", "1e22", "1.7976931348623157e308", "5e-324",
    "'a'", '"a"', "'it\\'s'", '"say \\"hi\\""', "'a\\nb'", "'a\\tb'", "'a\\\\b'", "'\\d+'", "'\\x41'", "'\\u0041'", "'\\U0001F600'",
    "'\\101'", "'a' 'b'", "'a' \"b\" 'c'", "'é'", "'日本語'", "'😀'", "'\\é'", "'multi\nline'", "'\\q'", "'\\'", "'\\x4'", "'\\\n'",
    "true", "True", "false", "False", "none", "None", "TRUE", "NONE", "[]", "[1]", "[1,]", "[1, 'a', none, true, 1.0]", "()", "(1)", "(1,)", "(1, 2)",
    "{}", "{'a': 1}", "{'a': 1,}", "{1: 2, none: 3, true: 4}", "{(1, 2): 'x'}", "{'a': {'b': {'c': []}}}", "{'a' ~ 'b': 1}", "1, 2", "1,",
    "[1, [2, [3, [4]]]]", "['\\'']", "['\"']", "['\\'\"']", "['\\n']", "['é', '\\x00', '\\x7f', '\\u200b']", "{'x': 'it\\'s'}",
]

PRECEDENCE = [
    "1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "2 ** -1", "1 - 2 - 3", "10 / 2 / 5", "7 // 2 * 2", "7 % 4 ** 2", "1 ~ 2 + 3",
    "1 + 2 ~ 3", "1 * 2 ~ 3 * 4", "'a' ~ 1 ~ none ~ true ~ 1.0 ~ [1]", "not 1 == 2", "not true and false", "not (true and false)",
    "true or false and false", "1 < 2 < 3", "1 < 3 < 2", "3 > 2 > 1 == 1", "1 == 1.0 == true", "1 in [1] == true", "1 if true else 2",
    "1 if false else 2", "1 if false", "'a' if false else 'b' if false else 'c'", "('a' if true) ~ 'z'", "1 + 1 if true else 0",
    "[1 if true else 2, 3]", "1 is defined and 2 is defined", "not gone is defined", "gone is not defined", "1 if gone else 2",
    "-1 | abs", "(-1) | abs", "-'5' | int", "1 + 2 | string", "(1 + 2) | string | length", "'a' ~ 'b' | upper", "('a' ~ 'b') | upper",
    "2 * 'ab' | upper", "[1, 2, 3][1:] | length", "1 is odd == true", "(1 is odd) == true", "2 is divisibleby 2", "3 is divisibleby(2) or 1",
    "5 is in [5]", "5 is not in [5]", "'x' is string and 1 is number", "1 in [1, 2] and 3 not in [1, 2]", "none is none", "not none",
    "[] or 'empty'", "{} and 1", "0 or '' or none or 'last'", "1 and 2 and 3", "(1 and 0) or 5", "'' or gone", "gone or 'd'", "not gone",
    "1 if [] else 2", "+true", "-true", "- - 1", "not not 1", "1 -1", "1-1", "[1]+[2]+[3]", "'%s-%s' % (1, 2)", "'%s' % 'a' ~ 'b'",
    "1.0 == 1", "'1' == 1", "[1, 2] == [1, 2]", "[1, 2] == (1, 2)", "{'a': 1} == {'a': 1.0}", "{'a': 1, 'b': 2} == {'b': 2, 'a': 1}",
    "none == false", "0 == false", "1 == true", "'' == none", "gone == gone2", "gone == none", "gone != 1", "[1, 2] < [1, 3]",
    "(1, 'a') < (1, 'b')", "'a' < 'B'", "'Z' < 'a'", "'é' > 'z'", "true < 2", "[[1], [2]] > [[1], [1]]", "'' < 'a'",
]

SLICES = ["0", "1", "-1", "5", "-6", "1:", ":1", "1:3", "::2", "::-1", "-2:", ":-1", "3:1", "1:4:2", "4:1:-1", "-1:-4:-1", ":", "::", "none:2",
          "true", "'a'", "1.0", "::0", "'a':", "100", "100:", ":100", "-100:", "-100:2", "5::-2"]


def cases():
    for left in OPERANDS:
        for operator in ARITHMETIC:
            for right in ["2", "0", "-3", "1.5", "'x'", "[3]", "none", "true", "gone"]:
                yield "{{ %s %s %s }}" % (left, operator, right)
    for left in SMALL:
        for operator in COMPARISON:
            for right in SMALL:
                yield "{{ %s %s %s }}" % (left, operator, right)
    for value in TRUTH:
        yield "{%% if %s %%}yes{%% else %%}no{%% endif %%}" % value
        yield "{{ %s and 'and' }}|{{ %s or 'or' }}" % (value, value)
        yield "{{ not %s }}" % value
    for value in LITERALS:
        yield "{{ %s }}" % value
        yield "{{ [%s] }}" % value
    for expression in PRECEDENCE:
        yield "{{ %s }}" % expression
    for part in SLICES:
        yield "{{ 'abcdef'[%s] }}" % part
        yield "{{ [1, 2, 3, 4, 5][%s] }}" % part
        yield "{{ (1, 2, 3)[%s] }}" % part
        yield "{{ range(10)[%s] }}" % part
    for value in ["10 ** 20", "2 ** 64", "2 ** 100 - 1", "-(2 ** 70)", "9007199254740993", "9007199254740992 + 1", "3 * 10 ** 15 * 7",
                  "10 ** 20 // 3", "-(10 ** 20) // 7", "10 ** 20 % 97", "-(10 ** 20) % 97", "10 ** 20 / 10 ** 19", "2 ** 0.5", "4 ** 0.5",
                  "10 ** -2", "0 ** 0", "0.0 ** -1", "(-8) ** 0.5", "1e308 * 10", "-1e308 * 10", "1e308 * 10 - 1e308 * 10", "0.1 + 0.2",
                  "1 / 3", "2 / 3", "10 / 4", "4 / 2", "7 // 2.0", "-7 // 2", "-7 % 3", "7 % -3", "-7.5 % 2", "7.5 // -2", "0.0 * -1",
                  "1e16 + 1.0", "123456.789e3", "100 * 1.1", "3 * 0.1", "1.0 * 3", "5 // 0.3", "2 ** 53 + 1", "2 ** 53 * 3", "-0.0 + 0"]:
        yield "{{ %s }}" % value
        yield "{{ [%s] }}" % value
