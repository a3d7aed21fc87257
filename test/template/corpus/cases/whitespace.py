"""White space control on every kind of tag, line ends, final newlines, comments and raw blocks."""

TAGS = ["{%{l} set a = 1 {r}%}", "{%{l} if true {r}%}", "{{{l} 1 {r}}}", "{#{l} c {r}#}"]
ENDS = {"{%{l} if true {r}%}": "{% endif %}"}
GAPS = [" ", "\n", "  \n  ", "\t"]

PLAIN = [
    "a\n", "a\n\n", "a\r\n", "a\r", "a\n\r", "\n", "", "\n\n", "a\r\nb\rc\n", "{{ 1 }}\n", "{{ 1 }}\n\n", "{% if true %}a{% endif %}\n", "{{ 'a\nb' }}", "{{ 'a\r\nb' }}", "{# c #}\n", "{# c -#}\n\nx", "x\n\n{#- c #}",
    "{% for i in [1, 2] %}\n{{ i }}\n{% endfor %}\n", "{% for i in [1, 2] -%}\n{{ i }}\n{%- endfor %}\n", "{%- for i in [1, 2] -%}\n  {{ i }},\n{%- endfor -%}\nend", "{% raw %}\n{{ x }}\n{% endraw %}\n", "{%- raw -%}\n a \n{%- endraw -%}\n b",
    "select\n  {%- for c in ['a', 'b'] %}\n  {{ c }}{{ ',' if not loop.last }}\n  {%- endfor %}\nfrom t\n", "{% macro m() %}\n  x\n{% endmacro %}\n\n{{ m() }}\n", "  {%- if true %} a {% endif -%}  ", "a {{- 'b' -}} c", "a {{ 'b' }} c", "a{{- ' b ' -}}c", "{{+ 1 }}" , "{%+ if true %}a{% endif %}", "{% if true +%} a{% endif %}", "{# c +#} a", "{#+ c #} a", "{{ 1 +}}", "a\u00a0{{- 1 -}}\u00a0b", "a\u2003{%- if true -%}\u2003b{% endif %}", "a\x0b{{- 1 -}}\x0cb",
    "{{ 1 -}}\n\n\n{{ 2 }}", "{{ 1 }}\n\n\n{{- 2 }}", "-{{- 1 -}}-", "{{ -1 }}", "{{--1 }}", "{{- -1 -}}", "{{ 1 - -1 }}", "{{1-1}}", "{%-if true-%} a {%-endif-%}", "a {#-#} b", "a {#--#} b", "a {#- -#} b", "{{ '-' }}", "{{ '-%}' }}", "x {%- set a -%} y {%- endset -%} z {{- a -}} w",
]


def cases():
    for tag in TAGS:
        for left in ("", "-", "+"):
            for right in ("", "-"):
                for gap in GAPS:
                    text = tag.replace("{l}", left).replace("{r}", right)
                    yield "a" + gap + text + gap + "b" + ENDS.get(tag, "") + gap
    yield from PLAIN
