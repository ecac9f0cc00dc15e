"""The core knows no database, no clock and no request."""

import ast
from pathlib import Path

RULES = sorted({*Path("src").rglob("rules.py"), *Path("src").rglob("rules/*.py")})
SERVICES = sorted({*Path("src").rglob("services.py"), *Path("src").rglob("services/*.py")})


def test_rules_ask_no_database_and_no_clock():
    found = {
        str(path): [word for word in (".objects", ".save(", "clock.now(") if word in path.read_text()] for path in RULES
    }

    assert {path: words for path, words in found.items() if words} == {}


def test_the_core_knows_no_request():
    found = {str(path): asking_for_a_request(path) for path in RULES + SERVICES}

    assert {path: names for path, names in found.items() if names} == {}


def asking_for_a_request(path):
    functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    return [f.name for f in functions if "request" in {a.arg for a in (*f.args.args, *f.args.kwonlyargs)}]
