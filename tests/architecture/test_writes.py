"""Only services write, and only what is theirs."""

import re
from pathlib import Path

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


def test_only_services_write():
    found = {str(path): WRITE.findall(path.read_text()) for path in SOURCES if not may_write(path)}

    assert {path: writes for path, writes in found.items() if writes} == {}


def test_services_write_only_their_own_tables():
    found = {str(path): written_of_others(path) for path in SOURCES if is_service(path)}

    assert {path: names for path, names in found.items() if names} == {}


def written_of_others(path):
    """The names of other contexts' tables that a service writes."""
    text = path.read_text()
    theirs = [
        name.strip(" \n(),")
        for owner, names in FOREIGN.findall(text)
        if owner != context_of(path)
        for name in names.split(",")
    ]
    return [
        name
        for name in theirs
        if name and re.search(rf"\b{name}\.objects\b[^\n]*\.(create|update|delete)|\binsert\(\s*{name}\(", text)
    ]
