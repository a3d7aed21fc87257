"""Each filter on each kind of input, and with its arguments; each test on each kind of input."""

INPUTS = ["'Hello World'", "''", "'  pad  '", "'42'", "'-3.7'", "'a,b'", "0", "42", "-7", "3.14159", "2.5", "true", "none", "[3, 1, 2]", "['b', 'A', 'c', 'B']",
          "[]", "(1, 2)", "{'b': 1, 'a': 2}", "{}", "gone", "range(4)", "'<b>&\"x\"</b>'", "[[1, 2], [3]]", "['x', none, 1]"]
PLAIN = ["abs", "capitalize", "center(20)", "count", "d('z')", "default('z')", "dictsort", "e", "escape", "filesizeformat", "first", "float", "forceescape",
         "indent", "int", "items|list", "join", "join('-')", "last", "length", "list", "lower", "max", "min", "pprint", "reverse", "reverse|list", "round", "safe",
         "sort", "string", "striptags", "sum", "title", "tojson", "trim", "truncate(5)", "unique|list", "upper", "urlencode", "wordcount", "wordwrap(5)", "xmlattr",
         "batch(2)|list", "slice(2)|list", "map('string')|list", "select|list", "reject|list", "as_text", "as_bool", "as_native", "as_number", "is_list", "urlize"]

TESTS = ["boolean", "callable", "defined", "divisibleby(3)", "escaped", "even", "false", "float", "integer", "iterable", "lower", "mapping", "none",
         "number", "odd", "sequence", "string", "true", "undefined", "upper", "eq(42)", "ne(42)", "lt(10)", "gt(10)", "le(42)", "ge(42)", "in([42, 'a'])", "sameas(none)",
         "equalto(0)", "lessthan(1)", "greaterthan(1)", "filter", "test"]
TEST_INPUTS = ["0", "1", "42", "-3", "2.5", "true", "false", "none", "'abc'", "'ABC'", "'aB'", "''", "[]", "[1]", "{}", "(1,)", "range(3)", "gone", "'upper'", "'odd'", "range", "'x'|safe"]

WITH_ARGUMENTS = [
    "{{ 'abc'|replace('b', 'X') }}", "{{ 'aaaa'|replace('a', 'b', 2) }}", "{{ 'aaaa'|replace('', '-') }}", "{{ 'abc'|replace('', '-', 2) }}", "{{ 123|replace(2, 'x') }}",
    "{{ none|replace('None', 'x') }}", "{{ 'a.b'|replace('.', '') }}", "{{ 'x'|replace('x') }}", "{{ 'aXbX'|replace(old='X', new='-') }}",
    "{{ 'a\nb\n\nc'|indent }}", "{{ 'a\nb\n\nc'|indent(2) }}", "{{ 'a\nb\n\nc'|indent(2, true) }}", "{{ 'a\nb\n\nc'|indent(2, blank=true) }}", "{{ 'a\nb'|indent('> ') }}",
    "{{ 'a\nb\n'|indent(1, first=true, blank=true) }}", "{{ 'one'|indent(3, true) }}", "{{ ''|indent(2, true) }}", "{{ 'a\r\nb'|indent(2) }}",
    "{{ 'foo bar baz qux'|truncate(9) }}", "{{ 'foo bar baz qux'|truncate(9, true) }}", "{{ 'foo bar baz qux'|truncate(11) }}", "{{ 'foo bar baz qux'|truncate(11, false, '...', 0) }}",
    "{{ 'foo bar baz qux'|truncate(5, true, '', 0) }}", "{{ 'abcdefghij'|truncate(5, leeway=0) }}", "{{ 'abc'|truncate(2) }}", "{{ 'abcdefghijkl'|truncate(6, end='>') }}",
    "{{ 'the quick brown fox jumps over'|wordwrap(10) }}", "{{ 'the quick brown fox'|wordwrap(10, wrapstring='|') }}", "{{ 'averyveryverylongword x'|wordwrap(6) }}",
    "{{ 'averyveryverylongword x'|wordwrap(6, break_long_words=false) }}", "{{ 'well-known half-open'|wordwrap(7) }}", "{{ 'well-known half-open'|wordwrap(7, break_on_hyphens=false) }}",
    "{{ 'a b\nc d e f'|wordwrap(3) }}", "{{ 'x'|wordwrap(0) }}", "{{ '  lead and trail  '|wordwrap(8) }}",
    "{{ 42.55|round }}", "{{ 42.55|round(1) }}", "{{ 42.55|round(1, 'floor') }}", "{{ 42.55|round(1, 'ceil') }}", "{{ 42.55|round(0, 'ceil') }}", "{{ 2.5|round }}", "{{ 3.5|round }}", "{{ -2.5|round }}",
    "{{ 0.5|round }}", "{{ 2.675|round(2) }}", "{{ 1234.5678|round(-2) }}", "{{ 1234|round(-2) }}", "{{ 1250|round(-2) }}", "{{ 1350|round(-2) }}", "{{ 5|round }}", "{{ 5|round(2) }}", "{{ 2.5|round|int }}",
    "{{ 2.4|round(method='ceil') }}", "{{ 2.4|round(method='up') }}", "{{ 7|round(method='floor') }}", "{{ -3.2|round(0, 'floor') }}", "{{ 1e20|round }}", "{{ 'x'|round }}", "{{ true|round }}", "{{ 0.1|round(20) }}",
    "{{ '42.9'|int }}", "{{ ' 7 '|int }}", "{{ 'abc'|int }}", "{{ 'abc'|int(5) }}", "{{ 'abc'|int(none) }}", "{{ '0x1A'|int(0, 16) }}", "{{ '1010'|int(base=2) }}", "{{ '0b11'|int(0, 2) }}", "{{ 'z'|int(0, 36) }}",
    "{{ '1e3'|int }}", "{{ '1_000'|int }}", "{{ '٣'|int }}", "{{ 'inf'|int }}", "{{ 'nan'|int }}", "{{ 3.99|int }}", "{{ -3.99|int }}", "{{ 1e30|int }}", "{{ '12345678901234567890'|int + 1 }}", "{{ ''|int }}", "{{ '0x10'|int(base=0) }}",
    "{{ '1.5'|float }}", "{{ 'x'|float }}", "{{ 'x'|float(1.5) }}", "{{ 'x'|float(none) }}", "{{ '1e400'|float }}", "{{ '-inf'|float }}", "{{ 'nan'|float }}", "{{ ' 2 '|float }}", "{{ 3|float }}", "{{ '1_0.5'|float }}", "{{ '.5'|float }}", "{{ '5.'|float }}",
    "{{ 1000|filesizeformat }}", "{{ 1024|filesizeformat(true) }}", "{{ 1|filesizeformat }}", "{{ 999|filesizeformat }}", "{{ 1500000|filesizeformat }}", "{{ 10 ** 25|filesizeformat }}", "{{ '5000'|filesizeformat }}", "{{ 1e30|filesizeformat(binary=true) }}",
    "{{ [1, 2, 3, 4, 5]|batch(2)|list }}", "{{ [1, 2, 3]|batch(2, 'x')|list }}", "{{ [1, 2, 3, 4, 5]|slice(2)|list }}", "{{ [1, 2, 3, 4, 5]|slice(3, 'x')|list }}", "{{ []|slice(2)|list }}", "{{ 'abcde'|batch(2)|list }}", "{{ [1]|slice(0)|list }}",
    "{{ [1, 2, 3]|sum }}", "{{ [1.5, 2]|sum }}", "{{ [1, 2]|sum(start=10) }}", "{{ [[1], [2]]|sum(start=[]) }}", "{{ ['a']|sum }}", "{{ [{'x': 1}, {'x': 2}]|sum(attribute='x') }}", "{{ [{'x': 1}, {'x': 2}]|sum('x', 100) }}", "{{ []|sum }}", "{{ [{'x': {'y': 2}}]|sum('x.y') }}", "{{ [(1, 2), (3, 4)]|sum(1) }}",
    "{{ ['b', 'A', 'c']|sort }}", "{{ ['b', 'A', 'c']|sort(case_sensitive=true) }}", "{{ [3, 1, 2]|sort(reverse=true) }}", "{{ [3, 'a']|sort }}", "{{ [{'n': 2}, {'n': 1}]|sort(attribute='n') }}", "{{ 'hello'|sort|join }}",
    "{{ [{'a': 1, 'b': 2}, {'a': 1, 'b': 1}, {'a': 0, 'b': 9}]|sort(attribute='a,b') }}", "{{ [[2, 'x'], [1, 'y']]|sort(attribute=0) }}", "{{ [true, 0, 3, -1.5]|sort }}", "{{ [none, 1]|sort }}", "{{ {'b': 1, 'a': 2}|sort }}", "{{ ['B', 'b', 'a', 'A']|sort }}", "{{ ['B', 'b', 'a', 'A']|sort(reverse=true) }}",
    "{{ {'b': 1, 'A': 3, 'c': 2}|dictsort }}", "{{ {'b': 1, 'A': 3, 'c': 2}|dictsort(true) }}", "{{ {'b': 1, 'A': 3, 'c': 2}|dictsort(by='value') }}", "{{ {'b': 1, 'A': 3}|dictsort(reverse=true) }}", "{{ {'b': 1}|dictsort(by='x') }}", "{{ {'a': 'B', 'b': 'a'}|dictsort(false, 'value') }}", "{{ {1: 2, 'a': 1}|dictsort }}",
    "{{ ['a', 'A', 'b', 'a']|unique|list }}", "{{ ['a', 'A', 'b']|unique(true)|list }}", "{{ [1, 1.0, true, 2]|unique|list }}", "{{ [{'x': 1}, {'x': 1}, {'x': 2}]|unique(attribute='x')|list }}", "{{ [[1], [1]]|unique|list }}",
    "{{ [3, 1, 2]|max }}", "{{ ['b', 'A']|max }}", "{{ ['b', 'A']|min }}", "{{ ['b', 'A']|min(true) }}", "{{ []|max }}", "{{ []|max is defined }}", "{{ [{'x': 3}, {'x': 5}]|max(attribute='x') }}", "{{ [1, 'a']|max }}", "{{ {'a': 1, 'c': 0}|max }}", "{{ 'hello'|min }}", "{{ [none]|max }}",
    "{% for g in [{'c': 'x', 'v': 1}, {'c': 'Y', 'v': 2}, {'c': 'X', 'v': 3}]|groupby('c') %}{{ g.grouper }}:{{ g.list }};{% endfor %}", "{% for k, items in [{'c': 1, 'v': 1}, {'c': 2, 'v': 2}, {'c': 1, 'v': 3}]|groupby('c') %}{{ k }}={{ items|map(attribute='v')|join('+') }} {% endfor %}",
    "{{ [{'a': 1}, {}]|groupby('a', default=0) }}", "{{ [{'c': 'x'}, {'c': 'X'}]|groupby('c', case_sensitive=true) }}", "{{ [{'a': {'b': 2}}, {'a': {'b': 1}}]|groupby('a.b') }}", "{{ [{'a': 1}, {}]|groupby('a') }}",
    "{{ [1, 2, 3, 4]|select('odd')|list }}", "{{ [1, 2, 3, 4]|reject('odd')|list }}", "{{ [1, 2, 3, 4]|select('divisibleby', 2)|list }}", "{{ [0, 1, '', 'a', none]|select|list }}", "{{ [1, 5, 9]|select('gt', 4)|list }}", "{{ ['a', 1]|select('string')|list }}", "{{ [1]|select('nope')|list }}", "{{ gone|select|list }}", "{{ [3, 4]|select('in', [4, 5])|list }}",
    "{{ [{'a': 1, 'n': 'x'}, {'a': 0, 'n': 'y'}]|selectattr('a')|map(attribute='n')|list }}", "{{ [{'a': 1, 'n': 'x'}, {'a': 0, 'n': 'y'}]|rejectattr('a')|map(attribute='n')|list }}", "{{ [{'a': 1}, {'a': 2}]|selectattr('a', 'equalto', 2)|list }}", "{{ [{'a': 1}, {}]|selectattr('a', 'defined')|list }}", "{{ [{'a': none}, {'a': 1}]|rejectattr('a', 'none')|list }}", "{{ [{'a': {'b': 1}}]|selectattr('a.b', '==', 1)|list }}", "{{ [1]|selectattr|list }}",
    "{{ ['a', 'b']|map('upper')|list }}", "{{ ['a', 'b']|map('upper')|join(',') }}", "{{ [{'a': 1}, {'a': 2}]|map(attribute='a')|list }}", "{{ [{'a': 1}, {}]|map(attribute='a', default=0)|list }}", "{{ [{'a': 1}, {}]|map(attribute='a')|list }}", "{{ ['1', '2']|map('int')|sum }}", "{{ ['a']|map('nope')|list }}", "{{ ['a']|map|list }}", "{{ [[1, 2], [3, 4]]|map('first')|list }}", "{{ [[1, 2], [3, 4]]|map(attribute=1)|list }}", "{{ ['ab', 'cd']|map('replace', 'a', 'x')|list }}", "{{ ['a']|map(attribute='x', extra=1)|list }}", "{{ ['x', 'y']|map('default', 'z')|list }}", "{{ [{'a': {'b': [5]}}]|map(attribute='a.b.0')|list }}",
    "{{ [1, 2, 3]|join(', ') }}", "{{ ['a', none, true, 1.0]|join('|') }}", "{{ [{'n': 'x'}, {'n': 'y'}]|join(',', attribute='n') }}", "{{ 'abc'|join('-') }}", "{{ {'a': 1, 'b': 2}|join(',') }}", "{{ [1, 2]|join(0) }}", "{{ [1, 2]|join(none) }}", "{{ [['a'], 'b']|join }}",
    "{{ gone|default('d') }}", "{{ none|default('d') }}", "{{ ''|default('d') }}", "{{ ''|default('d', true) }}", "{{ none|default('d', true) }}", "{{ 0|d(5, boolean=true) }}", "{{ gone|default }}", "{{ gone|default(none) }}", "{{ {}.x|default('y') }}", "{{ {'a': {}}.a.b|default('y') }}", "{{ gone.x|default('y') }}", "{{ [1]|default([2], true) }}",
    "{{ 'hello world'|title }}", "{{ \"it's a test-case (of) [title]\"|title }}", "{{ 'HELLO'|capitalize }}", "{{ 'éa ÉB'|title }}", "{{ 'o\\'neil mc-donald'|title }}", "{{ 'ß'|upper }}", "{{ 'İ'|lower|length }}", "{{ 'a1b2'|title }}",
    "{{ '%s is %d'|format('x', 5) }}", "{{ '%(a)s'|format(a=1) }}", "{{ '%s'|format(1, a=2) }}", "{{ '%5.1f'|format(3.14159) }}", "{{ '%s'|format }}", "{{ 'none'|format }}", "{{ '%s %s'|format('a') }}",
    "{{ 'x'|center(5) }}|", "{{ 'ab'|center(5) }}|", "{{ 'abc'|center(2) }}|", "{{ ''|center(3) }}|", "{{ 'x'|center|length }}", "{{ 7|center(4) }}|", "{{ 'x'|center(width=4) }}|",
    "{{ ' x '|trim }}|", "{{ 'xxaxx'|trim('x') }}", "{{ '\t\n a\u00a0'|trim }}|", "{{ 'abcba'|trim('ab') }}", "{{ 5|trim }}", "{{ none|trim }}",
    "{{ 'a b&c'|urlencode }}", "{{ {'a': 1, 'b c': 'd/e'}|urlencode }}", "{{ [('a', 'é')]|urlencode }}", "{{ 'a/b?c=d+e'|urlencode }}", "{{ 5|urlencode }}", "{{ \"~!*()'\"|urlencode }}",
    "{{ {'class': 'x', 'id': none, 'n': 1}|xmlattr }}", "{{ {'a': '<\"'}|xmlattr(false) }}", "{{ {'a b': 1}|xmlattr }}", "{{ {}|xmlattr }}|",
    "{{ '<p>a  <b>b</b>\n c &amp; d</p>'|striptags }}", "{{ '<!-- x -->a'|striptags }}", "{{ 'a < b > c'|striptags }}", "{{ '&lt;x&gt;'|striptags }}",
    "{{ {'b': 1, 'a': [1, none, true, 1.5, 'x']}|tojson }}", "{{ \"<'&'>\"|tojson }}", "{{ {'a': 1}|tojson(indent=2) }}", "{{ [1, {'a': []}]|tojson(2) }}", "{{ 'é\\n\"'|tojson }}", "{{ gone|tojson }}", "{{ [1.0, 1e20, 10 ** 20]|tojson }}", "{{ {1: 'x', 'z': 2}|tojson }}", "{{ {1: 'x', none: 2}|tojson }}", "{{ (1, 2)|tojson }}", "{{ range(2)|tojson }}", "{{ {}|tojson(4) }}", "{{ '😀'|tojson }}", "{{ ('a'|tojson) + \"'\" }}", "{{ {'a': 1}|tojson|length }}", "{{ {'a': 1}|tojson ~ '<' }}", "{{ [{'a': 1}|tojson] }}", "{{ {true: 1}|tojson }}",
    "{{ [1, 2, 3]|first }}", "{{ []|first }}", "{{ []|first is defined }}", "{{ 'abc'|last }}", "{{ [none]|first }}", "{{ {'a': 1}|first }}", "{{ [none]|last }}", "{{ [1, 2]|map('string')|last }}", "{{ range(5)|last }}", "{{ []|last }}", "{{ 5|first }}",
    "{{ 'abc'|reverse }}", "{{ [1, 2]|reverse|list }}", "{{ (1, 2)|reverse|list }}", "{{ 5|reverse }}", "{{ {'a': 1, 'b': 2}|reverse|list }}", "{{ 'é😀'|reverse }}",
    "{{ 'one two  three'|wordcount }}", "{{ \"it's o-k\"|wordcount }}", "{{ ''|wordcount }}", "{{ 'abc'|list }}", "{{ {'a': 1}|list }}", "{{ 5|list }}", "{{ 'é😀'|list }}", "{{ '😀'|length }}", "{{ 5|length }}", "{{ none|length }}",
    "{{ {'a': 1}|attr('items') is callable }}", "{{ {'a': 1}|attr('a') is defined }}", "{{ 'x'|attr('nope') }}", "{{ 'x'|attr('upper')() }}", "{{ {'a': 1}|items|list }}", "{{ gone|items|list }}", "{{ 5|items|list }}",
    "{{ 'x'|nope }}", "{% if false %}{{ 'x'|nope }}{% endif %}ok", "{% if true %}{{ 'x'|nope }}{% endif %}", "{{ 1 is nope }}", "{% if false %}{{ 1 is nope }}{% endif %}ok", "{{ 'x'|nope if false else 'ok' }}", "{{ 'a'|upper|lower|title|replace('A', 'b') }}", "{{ ('a', 'b')|map('upper')|map('lower')|list }}",
    "{{ '<a>'|escape }}", "{{ '<a>'|e|e }}", "{{ '<a>'|safe|e }}", "{{ '<a>'|e|forceescape }}", "{{ ['<']|e }}", "{{ ('<b>'|safe) + '<i>' }}", "{{ '<i>' + ('<b>'|safe) }}", "{{ ('<%s>'|safe) % '&' }}", "{{ '<b>'|safe is escaped }}", "{{ ['<b>'|safe] }}", "{{ '<b>'|safe is string }}", "{{ ('<b>'|safe) == '<b>' }}", "{{ ('a'|safe) * 3 }}", "{{ ('<b>'|safe)|length }}", "{{ ('<b>'|safe)|upper }}",
    "{{ 'http://example.com now'|urlize }}", "{{ 'see www.example.org.'|urlize(nofollow=true) }}", "{{ 'mail a@b.com'|urlize }}", "{{ 'http://example.com/a/long/path'|urlize(15) }}", "{{ 'x <http://a.com>'|urlize(target='_blank') }}", "{{ '(http://a.com/x)'|urlize }}",
    "{{ {'a': 1, 'b': [1, 2]}|pprint }}", "{{ {'name': 'a' * 30, 'other': 'b' * 30, 'more': 'c' * 30}|pprint }}", "{{ [['x' * 20, 'y' * 20], ['z' * 20, 'w' * 20]]|pprint }}", "{{ {'b': 1, 'a': 2}|pprint }}", "{{ ('a' * 50, 'b' * 50)|pprint }}",
    "{{ [1, 2, 3]|is_list }}", "{{ '5'|as_number + '1' }}", "{{ 'true'|as_bool }}", "{{ [1]|as_native }}", "{{ 5|as_text }}",
]


def cases():
    for value in INPUTS:
        for name in PLAIN:
            yield "{{ %s|%s }}" % (value if value.startswith(("'", "[", "(", "{")) else "(%s)" % value, name)
    for value in TEST_INPUTS:
        for name in TESTS:
            yield "{{ (%s) is %s }}" % (value, name)
    yield from WITH_ARGUMENTS
