"""The core knows no database, no clock and no request."""

import ast
from pathlib import Path

import pytest

RULES = sorted({*Path("src").rglob("rules.py"), *Path("src").rglob("rules/*.py")})
SERVICES = sorted({*Path("src").rglob("services.py"), *Path("src").rglob("services/*.py")})


@pytest.mark.parametrize("path", RULES, ids=str)
def test_rules_ask_no_database_and_no_clock(path):
    assert [word for word in (".objects", ".save(", "clock.now(") if word in path.read_text()] == []


@pytest.mark.parametrize("path", RULES + SERVICES, ids=str)
def test_the_core_knows_no_request(path):
    functions = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef)]

    assert [f.name for f in functions if "request" in {a.arg for a in (*f.args.args, *f.args.kwonlyargs)}] == []
