"""The English of the interface: brought in step with the sources, and checked, without GNU gettext."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_javascript, extract_python
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, None] = dict.fromkeys(
    ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
)
PLACEHOLDER = re.compile(r"%\((\w+)\)")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HEADER = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Message = tuple[str | None, str, str | None]


def extract() -> None:
    """Add new messages to the catalogue and take away those that no source has any more."""
    known = {entry_key(entry): entry for entry in catalogue()}
    kept = polib.POFile(wrapwidth=120)
    kept.metadata = HEADER
    for context, single, plural in sorted(set(messages()), key=lambda message: (message[1], message[0] or "")):
        found = known.get((context, single)) or polib.POEntry(msgid=single, msgctxt=context)
        found.occurrences, found.comment, found.tcomment = [], "", ""
        if plural and not found.msgid_plural:
            found.msgid_plural, found.msgstr_plural, found.msgstr = plural, {0: "", 1: ""}, ""
        found.flags = ["python-format"] if PLACEHOLDER.search(single) else []
        kept.append(found)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    kept.save(str(CATALOGUE))


def problems() -> list[str]:
    """What is wrong with the catalogue, a line each: missing, left over, not translated, not English."""
    ours = {(context, single) for context, single, _plural in messages()}
    entries = {entry_key(entry): entry for entry in catalogue()}
    missing = [f"not in the catalogue: {single}" for _context, single in sorted(ours - set(entries), key=str)]
    obsolete = [f"in no source any more: {single}" for _context, single in sorted(set(entries) - ours, key=str)]
    wrong = [f"{words}: {entry.msgid}" for entry in entries.values() for words in faults(entry)]
    return missing + obsolete + wrong


def faults(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one entry, in words."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if "fuzzy" in entry.flags:
        yield "fuzzy"
    if not all(text.strip() for text in texts):
        yield "not translated"
        return
    if any(CHINESE.search(text) for text in texts):
        yield "Chinese in the English"
    if any(set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(entry.msgid)) for text in texts):
        yield "a placeholder that the source does not have"


def catalogue() -> polib.POFile:
    """The English catalogue; empty when there is none yet."""
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()


def entry_key(entry: polib.POEntry) -> tuple[str | None, str]:
    """What names an entry: its context and its message."""
    return entry.msgctxt or None, entry.msgid


def messages() -> Iterator[Message]:
    """Every message of every source: context, message, plural."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield from _in(extract_python(io.BytesIO(path.read_bytes()), KEYWORDS, [], {}))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            source = templatize(path.read_text(), origin=str(path)).encode()
            yield from _in(extract_javascript(io.BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}))


def _in(found: Iterable[Any]) -> Iterator[Message]:
    for _line, function, words, *_comments in found:
        parts = words if isinstance(words, tuple) else (words,)
        if function.startswith("pgettext") and parts[1]:
            yield parts[0], str(parts[1]), None
        elif function.startswith("ngettext") and parts[0]:
            yield None, str(parts[0]), str(parts[1])
        elif parts[0] and not function.startswith("pgettext"):
            yield None, str(parts[0]), None
