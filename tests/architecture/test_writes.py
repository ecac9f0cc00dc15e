"""Only services write, and only what is theirs."""

import re
from pathlib import Path

import pytest

WRITE = re.compile(
    r"\.(save|delete|create|bulk_create|bulk_update|get_or_create|update_or_create)\(|objects[^\n]*\.update\("
    r"|from yizhan\.kernel\.inserts import"
)
FOREIGN = re.compile(r"from yizhan\.(\w+)\.models import ([^(\n]+|\([^)]+\))")
SOURCES = [path for path in Path("src/yizhan").rglob("*.py") if "migrations" not in path.parts]


def context_of(path):
    return path.relative_to("src/yizhan").parts[0]


def is_service(path):
    return path.name == "services.py" or "services" in path.parts


def may_write(path):
    """Services write rows, and hand tables and files to the machinery of imports, workbooks and media; the command line writes files."""
    machinery = str(path).endswith(("kernel/tables.py", "kernel/sheets.py", "kernel/uploads.py", "kernel/media.py"))
    return is_service(path) or machinery or context_of(path) == "config"


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_only_services_write(path):
    assert may_write(path) or WRITE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", [path for path in SOURCES if is_service(path)], ids=str)
def test_services_write_only_their_own_tables(path):
    text = path.read_text()
    theirs = [
        name.strip(" \n(),")
        for owner, names in FOREIGN.findall(text)
        if owner != context_of(path)
        for name in names.split(",")
    ]

    assert [
        name
        for name in theirs
        if name and re.search(rf"\b{name}\.objects\b[^\n]*\.(create|update|delete)|\binsert\(\s*{name}\(", text)
    ] == []
