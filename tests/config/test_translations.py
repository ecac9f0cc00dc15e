import polib
import pytest

from yizhan.config import translations


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="站点", msgstr="Stations"), []),
        (polib.POEntry(msgid="站点", msgstr=""), ["not translated"]),
        (polib.POEntry(msgid="站点", msgstr="Stations 站点"), ["Chinese in the English"]),
        (polib.POEntry(msgid="站点", msgstr="Stations", flags=["fuzzy"]), ["fuzzy"]),
        (polib.POEntry(msgid="%(n)s 站", msgstr="%(m)s"), ["a placeholder that the source does not have"]),
        (
            polib.POEntry(msgid="%(n)s 站", msgid_plural="%(n)s 站", msgstr_plural={0: "%(n)s station", 1: ""}),
            ["not translated"],
        ),
    ],
)
def test_an_entry_is_looked_at(entry, fault):
    assert list(translations.faults(entry)) == fault


def test_messages_are_found_in_code_and_in_pages():
    found = {single for _context, single, _plural in translations.messages()}

    assert {"现在不能走这一步了，页面可能已经过时，请刷新后再看。", "服务清单", "主导航"} <= found
