"""Files that wait to be written."""

from yizhan.kernel import uploads

FILE = {"name": "needs.csv", "content": b"station"}


def test_a_file_is_taken_once_by_its_owner_alone():
    kept = uploads.keep(purpose="import", owner=1, **FILE)

    assert uploads.take(purpose="import", owner=2, kept=kept) is None
    assert uploads.take(purpose="export", owner=1, kept=kept) is None
    assert uploads.take(purpose="import", owner=1, kept=kept) == ("needs.csv", b"station")
    assert uploads.take(purpose="import", owner=1, kept=kept) is None
