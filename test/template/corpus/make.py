"""Makes the corpus: renders every case of cases/*.py with Jinja2 as dbt sets it up, and writes down what comes out.

Run it with a Python that has dbt-core installed (Jinja2 3.1, pytz):

    python test/template/corpus/make.py

Each cases/<group>.py has a function `cases()` that yields templates, or (template, context) pairs; contexts are JSON.
A group with NATIVE = True is rendered as dbt renders strings of YAML; {"n": repr of the value} is written down.
Each <group>.jsonl gets one line per case: {"t": template, "c": context, "o": output} or, where Jinja2 fails,
{"t": template, "c": context, "e": class of the error, "m": its message}. Cases that stand twice are written once.
"""

import importlib
import json
import re
import sys
from pathlib import Path

import jinja2
import jinja2.sandbox
from dbt.context.base import get_context_modules
from dbt_common.clients.jinja import NATIVE_FILTERS, TEXT_FILTERS, NativeSandboxEnvironment

HERE = Path(__file__).parent
GROUPS = sorted(path.stem for path in (HERE / "cases").glob("*.py"))


def environment():
    made = jinja2.sandbox.SandboxedEnvironment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
    made.filters.update(TEXT_FILTERS)
    return made


def native_environment():
    made = NativeSandboxEnvironment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
    made.filters.update(NATIVE_FILTERS)
    return made


def outcome(template, context, native):
    # dbt marks itertools as deprecated and wants its flags set for that; the functions themselves are Python's
    import itertools

    modules = get_context_modules()
    modules["itertools"] = {name: getattr(itertools, name) for name in modules["itertools"]}
    fresh = json.loads(json.dumps(context))
    try:
        if native:
            return {"n": repr(native_environment().from_string(template).render(fresh))}
        return {"o": environment().from_string(template).render(modules=modules, set=set, zip=zip, **fresh)}
    except RecursionError:
        return {"e": "RecursionError", "m": ""}
    except Exception as error:
        return {**({"n": None} if native else {}), "e": type(error).__name__, "m": str(error)}


def unstable(line):
    """Addresses of objects differ from run to run, and complex numbers are not offered: such cases prove nothing."""
    return " at 0x" in line or re.search(r"\dj\)", line)


def write(group):
    seen = set()
    lines = []
    module = importlib.import_module(f"cases.{group}")
    native = getattr(module, "NATIVE", False)
    for case in module.cases():
        template, context = case if isinstance(case, tuple) else (case, {})
        key = json.dumps([template, context])
        if key in seen:
            continue
        seen.add(key)
        line = json.dumps({"t": template, "c": context, **outcome(template, context, native)}, ensure_ascii=False)
        if not unstable(line):
            lines.append(line)
    (HERE / f"{group}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    total = 0
    for name in GROUPS:
        count = write(name)
        total += count
        print(f"{count:6} {name}")
    print(f"{total:6} in all")
