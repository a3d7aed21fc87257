"""Native rendering: what strings of YAML become, with as_text, as_bool, as_native and as_number."""

NATIVE = True

CONTEXT = {"i": 5, "f": 1.5, "s": "text", "n": "42", "t": True, "none": None, "l": [1, "a"], "d": {"k": 1}, "yes": "true", "py": "True", "lit": "[1, 2]", "dec": "3.5", "empty": "", "neg": "-7", "date": "2024-01-01"}

TEMPLATES = [
    "", "plain", "5", "1.5", "True", "[1]", " 5 ", "{{ i }}", "{{ f }}", "{{ s }}", "{{ n }}", "{{ t }}", "{{ none }}", "{{ l }}", "{{ d }}", "{{ i }}{{ i }}", "{{ i }} ", " {{ i }}", "a{{ i }}", "{{ l }}x", "{{ i + 1 }}", "{{ i }}\n", "{{ 5 }}", "{{ 1 + 1 }}", "{{ 1.5 }}", "{{ true }}", "{{ none }}", "{{ [1, 2] }}", "{{ {'a': 1} }}", "{{ 'x' }}", "{{ '5' }}", "{{ (1, 2) }}", "{{ [i] }}", "{{ (i, 1) }}", "{{ {'a': i} }}", "{{ i == 5 }}", "{{ 1 == 1 }}", "{{ not t }}", "{{ s ~ i }}", "{{ 'a' ~ 'b' }}", "{{ i if t else 0 }}", "{{ 1 if true else 0 }}", "{{ gone }}", "{{ gone }}x", "{{ s|upper }}", "{{ 'x'|upper }}", "{{ l|length }}", "{{ [1, 2]|length }}", "{{ l|first }}", "{{ l|join(',') }}",
    "{% if t %}5{% endif %}", "{% if t %}{{ i }}{% endif %}", "{% for x in l %}{{ x }}{% endfor %}", "{% for x in [1] %}{{ x }}{% endfor %}", "{% for x in l[:1] %}{{ x }}{% endfor %}", "{% set x = 5 %}{{ x }}", "{% set x %}5{% endset %}{{ x }}", "{# c #}{{ i }}", "{# c #}", "{{ l }}{# c #}", "{% if none %}x{% endif %}", "{{ 5 }}{{ 6 }}", "{{ i }}{{ 6 }}", "{{ 5 }}{{ i }}", "x{{ 5 }}y",
]
VALUES = ["i", "f", "s", "n", "t", "none", "l", "yes", "py", "lit", "dec", "empty", "neg", "date", "'5'", "'1.5'", "'True'", "'true'", "'[1, 2]'", "'None'", "\"{'a': 1}\"", "'x'", "'1_000'", "'0x10'", "'007'", "' 5'", "'5 '", "'-5'", "'+5'", "'1e3'", "'(1, 2)'", "'1, 2'", "\"'q'\"", "'1 + 1'", "'{1, 2}'", "'inf'", "''"]


def cases():
    for template in TEMPLATES:
        yield template, CONTEXT
    for value in VALUES:
        for name in ("as_text", "as_bool", "as_native", "as_number", "is_list"):
            yield "{{ %s|%s }}" % (value, name), CONTEXT
        yield "{{ %s|as_number }}x" % value, CONTEXT
        yield "{{ %s|as_bool and true }}" % value, CONTEXT
