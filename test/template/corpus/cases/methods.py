"""Methods of str, list, dict, tuple, set, int, float, and format specifications."""

TEXTS = ["'Hello, World'", "''", "'  a b  c '", "'ÉCOLE'", "'a-b_c1'", "'123'", "'tab\\there\\nline'", "'😀x'"]
STR_METHODS = [
    "capitalize()", "casefold()", "center(15, '*')", "count('l')", "count('')", "endswith('d')", "endswith(('x', 'd'))", "expandtabs(4)", "find('o')", "find('zz')",
    "find('o', 5)", "find('o', -3)", "index('a')", "isalnum()", "isalpha()", "isascii()", "isdecimal()", "isdigit()", "isidentifier()", "islower()", "isnumeric()",
    "isprintable()", "isspace()", "istitle()", "isupper()", "join(['a', 'b'])", "ljust(15, '.')", "lower()", "lstrip()", "lstrip(' aH')", "partition(',')", "partition('zz')",
    "removeprefix('He')", "removesuffix('ld')", "replace('l', 'L')", "replace('l', 'L', 1)", "replace('', '.')", "rfind('o')", "rindex('o')", "rjust(15)", "rpartition(' ')",
    "rsplit()", "rsplit(' ', 1)", "rsplit(none, 1)", "rstrip()", "rstrip('d')", "split()", "split(' ')", "split(',', 1)", "split(none, 1)", "split('')", "splitlines()", "splitlines(true)",
    "startswith('He')", "startswith('l', 2)", "startswith(('a', ' '))", "strip()", "strip('H d')", "swapcase()", "title()", "upper()", "zfill(15)", "encode is defined", "nope",
]

FORMATS = [
    "'{}'.format(1)", "'{} {}'.format('a', 'b')", "'{1} {0}'.format('a', 'b')", "'{x}'.format(x=1)", "'{x[0]} {x[1]}'.format(x=[1, 2])", "'{x[k]}'.format(x={'k': 'v'})", "'{x.k}'.format(x={'k': 'v'})",
    "'{0.real}'.format(5)", "'{0.nope}|'.format(5)", "'{{}}'.format()", "'{{{}}}'.format(1)", "'{'.format()", "'}'.format()", "'{0'.format(1)", "'{} {1}'.format(1, 2)", "'{1} {}'.format(1, 2)", "'{}{}'.format(1)", "'{x}'.format()",
    "'{!r}'.format('a')", "'{!s}'.format('a')", "'{!x}'.format('a')", "'{:>5}|'.format('a')", "'{:<5}|'.format('a')", "'{:^5}|'.format('a')", "'{:*^7}'.format('ab')", "'{:.2}'.format('abc')", "'{:5.1}|'.format('abc')",
    "'{:d}'.format(5)", "'{:5d}|'.format(5)", "'{:<5d}|'.format(5)", "'{:05d}'.format(5)", "'{:05d}'.format(-5)", "'{:+d}'.format(5)", "'{: d}'.format(5)", "'{:,}'.format(1234567)", "'{:_}'.format(1234567)", "'{:x}'.format(255)", "'{:X}'.format(255)",
    "'{:#x}'.format(255)", "'{:#b}'.format(5)", "'{:o}'.format(8)", "'{:b}'.format(5)", "'{:08b}'.format(5)", "'{:c}'.format(65)", "'{:,}'.format(1234567.891)", "'{:,.2f}'.format(1234567.891)", "'{:.2f}'.format(3.14159)", "'{:.0f}'.format(2.5)", "'{:.0f}'.format(3.5)",
    "'{:8.3f}|'.format(3.14159)", "'{:<8.3f}|'.format(3.14159)", "'{:+.1f}'.format(3.14159)", "'{:e}'.format(12345.678)", "'{:.2e}'.format(12345.678)", "'{:E}'.format(0.00012)", "'{:g}'.format(12345.678)", "'{:g}'.format(1e10)", "'{:g}'.format(0.00001)", "'{:g}'.format(100000)", "'{:g}'.format(1000000)", "'{:.3g}'.format(1234.5)",
    "'{:%}'.format(0.25)", "'{:.1%}'.format(0.256)", "'{:.0%}'.format(0.5)", "'{}'.format(1.0)", "'{:.3}'.format(1.0)", "'{:.3}'.format(1234.5)", "'{:.1f}'.format(1)", "'{:f}'.format(1)", "'{:d}'.format(1.5)", "'{:s}'.format(1)", "'{:d}'.format('a')", "'{:5}|'.format(none)", "'{}'.format(none)",
    "'{:5}|'.format(true)", "'{}'.format(true)", "'{:d}'.format(true)", "'{}'.format([1, 'a'])", "'{:>10}|'.format([1])", "'{:{}}|'.format('a', 5)", "'{:{w}.{p}f}'.format(3.14159, w=8, p=2)", "'{:q}'.format(1)", "'{:>>5}'.format(1)", "'{:}'.format(5)", "'{:=+6d}'.format(5)", "'{:010,}'.format(1234)", "'{:012,.1f}'.format(1234.5)",
    "'{:n}'.format(1234)", "'{:g}'.format(0)", "'{:.2f}'.format(-0.001)", "'{:f}'.format(dict(x='inf').x|float)", "'{:5.2f}|'.format(dict(x='nan').x|float)", "'{:05.1f}|'.format(dict(x='-inf').x|float)", "'{a}{b}'.format(**{'a': 1, 'b': 2})", "'{}-{}'.format(*[1, 2])", "'{0}{0}'.format('x')", "'{:é^5}'.format('x')", "'{a}'.format_map({'a': 1})", "'{}'.format()", "'x'.format(1, 2)",
    "'%s' % 'a'", "'%s %s' % ('a', 1)", "'%s' % ('a',)", "'%s' % [1, 2]", "'%s' % {'a': 1}", "'%(a)s %(b)d' % {'a': 'x', 'b': 2}", "'%d' % 3.9", "'%d' % '3'", "'%i' % 5", "'%5d|' % 5", "'%-5d|' % 5", "'%05d' % 5", "'%+d' % 5", "'% d' % 5", "'%x' % 255", "'%X' % 255", "'%#x' % 255", "'%o' % 8", "'%e' % 12345.678", "'%.2e' % 12345.678",
    "'%f' % 1.5", "'%.2f' % 2.675", "'%.0f' % 2.5", "'%g' % 1e10", "'%g' % 0.0001", "'%G' % 1e-10", "'%10.3f|' % 3.14159", "'%-10.3f|' % 3.14159", "'%010.3f' % -3.14159", "'%c' % 'x'", "'%c' % 65", "'%r' % 'a'", "'%r %s' % ('a', 'a')", "'%%'", "'%%' % ()", "'%d%%' % 5", "'%s' % none", "'%s' % true", "'%d' % true", "'%.3s|' % 'abcdef'", "'%5s|%-5s|' % ('a', 'b')",
    "'%*d' % (5, 3)", "'%.*f' % (2, 3.14159)", "'%s' % ()", "'%s %s' % 'a'", "'%s' % (1, 2)", "'a' % 1", "'a' % ()", "'%y' % 1", "'%' % 1", "'%(a)s' % 1", "'%(a)s' % {}", "'%s' % gone", "'%d' % none", "'%x' % 1.5", "'%f' % 'a'", "'a %s b' % ['x']", "'%s' % ((1, 2),)", "'%05s|' % 'a'", "'%+.1f' % 0", "'%#o' % 8", "'%ld' % 5",
]

LISTS = [
    "{% set l = [1] %}{% do l.append(2) %}{{ l }}", "{% set l = [1] %}{{ l.append(2) }}{{ l }}", "{% set l = [1, 2] %}{% do l.extend([3]) %}{{ l }}", "{% set l = [1, 2] %}{% do l.extend('ab') %}{{ l }}", "{% set l = [1, 2] %}{% do l.insert(1, 'x') %}{{ l }}",
    "{% set l = [1, 2] %}{% do l.insert(-1, 'x') %}{{ l }}", "{% set l = [1, 2, 3] %}{{ l.pop() }}{{ l }}", "{% set l = [1, 2, 3] %}{{ l.pop(0) }}{{ l }}", "{% set l = [] %}{{ l.pop() }}", "{% set l = [1] %}{{ l.pop(5) }}", "{% set l = [1, 2, 1] %}{% do l.remove(1) %}{{ l }}", "{% set l = [1] %}{% do l.remove(2) %}",
    "{{ [1, 2, 1].count(1) }}", "{{ [1, 2].index(2) }}", "{{ [1, 2].index(3) }}", "{{ [1, 2, 1].index(1, 1) }}", "{% set l = [3, 1, 2] %}{% do l.sort() %}{{ l }}", "{% set l = [3, 1, 2] %}{% do l.sort(reverse=true) %}{{ l }}", "{% set l = [1, 2] %}{% do l.reverse() %}{{ l }}", "{% set l = [1, 2] %}{% do l.clear() %}{{ l }}",
    "{% set l = [1] %}{% set m = l.copy() %}{% do m.append(2) %}{{ l }}{{ m }}", "{% set l = [1] %}{% set m = l %}{% do m.append(2) %}{{ l }}{{ m }}", "{{ [1, true, 1.0].count(1) }}", "{{ [1].nope }}", "{{ [1].nope() }}", "{% do [1].append() %}", "{% do [1].append(1, 2) %}", "{{ [[1, 2], [3]][0][1] }}", "{{ [1, 2, 3].0 }}", "{{ [1, 2] is sameas [1, 2] }}",
    "{{ (1, 2, 1).count(1) }}", "{{ (1, 2).index(2) }}", "{{ (1, 2).index(5) }}", "{{ (1, 2) + (3,) }}", "{{ (1, 2) * 2 }}", "{{ (1, 2)[0] }}", "{{ (1, 2).append }}", "{{ ((1, 2), (3,)) }}", "{{ (1, 2)|list }}", "{% set a, b = (1, 2) %}{{ a }}{{ b }}", "{% set a, b = 'xy' %}{{ a }}{{ b }}", "{% set a, b = [1] %}", "{% set a, b = [1, 2, 3] %}", "{% set a, b = 5 %}", "{% set (a, b), c = [[1, 2], 3] %}{{ a }}{{ b }}{{ c }}",
    "{% set l = [1, 2, 3] %}{% for x in l %}{% if loop.first %}{% do l.append(9) %}{% endif %}{{ x }}{% endfor %}", "{% set l = [] %}{% for i in range(3) %}{% do l.append(i * i) %}{% endfor %}{{ l|join(',') }}", "{{ [] }}{{ [[]] }}", "{% set l = [1] %}{% do l.append(l) %}{{ l }}",
]

DICTS = [
    "{{ {'a': 1}.get('a') }}", "{{ {'a': 1}.get('b') }}", "{{ {'a': 1}.get('b', 2) }}", "{{ {'a': none}.get('a', 2) }}", "{{ {'a': 1}.keys() }}", "{{ {'a': 1}.values() }}", "{{ {'a': 1}.items() }}", "{{ {'a': 1}.keys()|list }}", "{{ {'a': 1, 'b': 2}.items()|list }}", "{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }};{% endfor %}",
    "{% set d = {'a': 1} %}{% do d.update({'b': 2}) %}{{ d }}", "{% set d = {'a': 1} %}{% do d.update(b=2, c=3) %}{{ d }}", "{% set d = {'a': 1} %}{% do d.update([('x', 1), ['y', 2]]) %}{{ d }}", "{% set d = {'a': 1} %}{% do d.update({'a': 9}) %}{{ d }}", "{% set d = {} %}{% do d.update(5) %}", "{% set d = {} %}{% do d.update([1]) %}",
    "{% set d = {'a': 1} %}{{ d.pop('a') }}{{ d }}", "{% set d = {'a': 1} %}{{ d.pop('b') }}", "{% set d = {'a': 1} %}{{ d.pop('b', 5) }}", "{% set d = {'a': none} %}{{ d.pop('a', 5) }}{{ d }}", "{% set d = {'a': 1, 'b': 2} %}{{ d.popitem() }}{{ d }}", "{{ {}.popitem() }}", "{% set d = {'a': 1} %}{{ d.setdefault('a', 2) }}{{ d.setdefault('b', 3) }}{{ d }}", "{% set d = {} %}{% do d.setdefault('k', []).append(1) %}{{ d }}",
    "{% set d = {'a': 1} %}{% do d.clear() %}{{ d }}", "{% set d = {'a': 1} %}{% set e = d.copy() %}{% do e.update(b=1) %}{{ d }}{{ e }}", "{{ {}.fromkeys(['a', 'b'], 0) }}", "{{ dict(a=1, b=2) }}", "{{ dict([('a', 1)]) }}", "{{ dict({'a': 1}, b=2) }}", "{{ dict() }}", "{{ dict(1, 2) }}", "{{ dict(5) }}", "{{ {'a': 1}.a }}", "{{ {'a': 1}['a'] }}", "{{ {'items': 1}.items is callable }}", "{{ {'items': 1}['items'] }}", "{{ {'a': 1}.b }}", "{{ {'a': 1}.b.c }}", "{{ {'a': 1}['b'] }}", "{{ {'a': 1}['b']['c'] }}", "{{ {1: 'x'}[1] }}", "{{ {1: 'x'}[1.0] }}", "{{ {1: 'x'}[true] }}", "{{ {1: 'x'}['1'] }}", "{{ {'1': 'x'}[1] }}", "{{ {none: 'x'}[none] }}", "{{ {(1, 2): 'x'}[(1, 2)] }}", "{{ {[1]: 2} }}", "{{ {{}: 2} }}", "{{ {'a': 1}[[1]] }}",
    "{{ 'a' in {'a': 1} }}", "{{ 1 in {'a': 1} }}", "{{ 1 in {'a': 1}.values() }}", "{{ ('a', 1) in {'a': 1}.items() }}", "{{ [1] in {} }}", "{{ {'a': 1, 'a': 2} }}", "{{ {1: 'a', true: 'b', 1.0: 'c'} }}", "{{ {'b': 1, 'a': 2} }}", "{{ {'2': 'x', '10': 'y', '1': 'z'} }}", "{{ {'a': 1}.keys() == {'a': 2}.keys() }}", "{{ {'a': 1}|length }}", "{% for k in {'x': 1, 'y': 2} %}{{ k }}{% endfor %}", "{{ {'a': 1}.keys()[0] }}", "{{ ({'a': 1}.keys()|list)[0] }}", "{% set d = {'a': 1} %}{% set k = d.keys() %}{% do d.update(b=2) %}{{ k }}",
    "{{ {'__proto__': 1} }}", "{{ {'constructor': 1}.constructor }}", "{{ {}.constructor }}", "{{ 'constructor' in {} }}", "{{ {}.hasOwnProperty }}", "{{ {'toString': 5}.toString }}", "{{ {}['__proto__'] }}", "{{ {}.__class__ }}", "{{ {}.__class__.__mro__ }}",
]

SETS = [
    "{{ set([1, 2, 2])|length }}", "{{ set([1]) }}", "{{ set([]) }}", "{{ 1 in set([1]) }}", "{{ set([1, 2]).union([3])|sort }}", "{{ set([1, 2]).intersection([2, 3])|list }}", "{{ set([1, 2]).difference([2])|list }}", "{{ set([1, 2]).symmetric_difference([2, 3])|sort }}", "{{ set([1]).issubset([1, 2]) }}", "{{ set([1, 2]).issuperset([1]) }}", "{{ set([1]).isdisjoint([2]) }}",
    "{% set s = set([1]) %}{% do s.add(2) %}{{ s|sort }}", "{% set s = set([1]) %}{% do s.discard(5) %}{{ s }}", "{% set s = set([1]) %}{% do s.remove(5) %}", "{% set s = set([1, 2]) %}{% do s.update([3]) %}{{ s|sort }}", "{{ set([1, 2]) - set([2]) }}", "{{ set([1]) == set([1.0]) }}", "{{ set([1]) < set([1, 2]) }}", "{{ set([1, 2]) <= set([1]) }}", "{{ set('aab')|sort }}", "{{ set([[1]]) }}", "{{ set([1]) + set([2]) }}", "{% set s = set([7]) %}{{ s.pop() }}{{ s }}", "{{ set() }}", "{{ set([1])[0] }}", "{{ set([1]).copy() }}", "{% set s = set([]) %}{% do s.add([]) %}",
]

NUMBERS = ["{{ (5).real }}", "{{ (5).imag }}", "{{ (5).numerator }}", "{{ (5).denominator }}", "{{ (255).bit_length() }}", "{{ (2.5).is_integer() }}", "{{ (2.0).is_integer() }}", "{{ (5).nope }}", "{{ (5).nope.x }}", "{{ 5.nope }}", "{{ true.real }}", "{{ none.x }}", "{{ none.x.y }}", "{{ none['x'] }}", "{{ none() }}", "{{ 5() }}", "{{ 'a'() }}", "{{ 'a'.upper is callable }}", "{{ (2.5).real }}", "{{ 5['a'] }}", "{{ 5[0] }}", "{{ (1.5).conjugate() }}"]


def cases():
    for text in TEXTS:
        for method in STR_METHODS:
            yield "{{ %s.%s }}" % (text, method)
    for expression in FORMATS:
        yield "{{ %s }}" % expression
    yield from LISTS
    yield from DICTS
    yield from SETS
    yield from NUMBERS
    yield "{{ 'abc'.translate({97: 'x', 98: none}) }}"
    yield "{{ 'abc'.translate(''.maketrans('ab', 'xy')) }}"
    yield "{{ 'abc'.translate(''.maketrans('ab', 'xy', 'c')) }}"
    yield "{{ ''.join([1]) }}"
    yield "{{ ','.join({'a': 1}) }}"
    yield "{{ 'a'.join('xyz') }}"
    yield "{{ 'ab'.center(5, 'xx') }}"
    yield "{{ 'x'.replace(1, 2) }}"
    yield "{{ 'x'.split(1) }}"
    yield "{{ 'x'.upper(1) }}"
    yield "{{ 'x'.startswith(1) }}"
