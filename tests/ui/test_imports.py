"""A table brought in a file: looked through first, written when asked to, kept for one person alone in between."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from yizhan.kernel.sheets import RowError
from yizhan.people.models import Person
from yizhan.ui.imports import MOST_BYTES, Import

WRONG = RowError(file="teas.csv", row=2, column="name", message="请填写名称。")
ALICE, BOB = Person(name="爱丽丝"), Person(name="鲍勃")


class Reader:
    """The service that reads the table: every line of it is a row."""

    def __init__(self, *errors):
        self.errors, self.calls = list(errors), []

    def __call__(self, *, actor, path, apply):
        self.calls.append((actor, path.name, apply))
        return len(path.read_text().splitlines()), self.errors


def importing(read):
    return Import(
        table="teas", template="a.html", hint="两列。", read=read, done="写入了 %(count)d 行。", back="/teas/"
    )


def answer(read, person=ALICE, **sent):
    request = RequestFactory().post("/teas/import/", sent)
    request.user, request._messages = person, CookieStorage(request)
    response = importing(read).answer(request)
    return response, [str(one) for one in get_messages(request)]


def file(content=b"green\nblack\n", name="Teas.CSV"):
    return SimpleUploadedFile(name, content)


def kept_by(read):
    """What was looked through, to be written."""
    response, _ = answer(read, file=file())
    return response.context_data["kept"]


def test_before_a_file_is_chosen_the_page_says_what_it_may_be():
    request = RequestFactory().get("/teas/import/")

    response = importing(Reader()).answer(request)

    assert (response.status_code, response.context_data["form"].fields["file"].help_text) == (200, "两列。")


def test_a_file_is_looked_through_and_nothing_is_written():
    read = Reader()

    response, _ = answer(read, file=file())

    found = response.context_data
    assert (response.status_code, found["rows"], found["problems"], bool(found["kept"])) == (200, 2, [], True)
    assert read.calls == [(ALICE, "teas.csv", False)]


def test_what_is_wrong_is_told_and_the_file_is_not_kept():
    response, _ = answer(Reader(WRONG), file=file())

    assert (response.status_code, response.context_data["problems"], response.context_data["kept"]) == (
        422,
        [WRONG],
        "",
    )


def test_a_table_without_rows_is_not_kept():
    response, _ = answer(lambda *, actor, path, apply: (0, []), file=file())

    assert (response.status_code, response.context_data["kept"]) == (200, "")


def test_what_was_looked_through_is_written_when_asked_to():
    read = Reader()

    response, said = answer(read, kept=kept_by(read))

    assert (response.status_code, response.url, said) == (302, "/teas/", ["写入了 2 行。"])
    assert [apply for _actor, _name, apply in read.calls] == [False, True]


def test_a_file_is_written_once():
    read = Reader()
    kept = kept_by(read)
    answer(read, kept=kept)

    response, said = answer(read, kept=kept)

    assert (response.url, said) == ("/teas/import/", ["这份文件放得太久了，请再传一次。"])


def test_nobody_writes_what_another_brought():
    read = Reader()

    _response, said = answer(read, person=BOB, kept=kept_by(read))

    assert said == ["这份文件放得太久了，请再传一次。"]
    assert len(read.calls) == 1


def test_what_has_become_wrong_meanwhile_is_told_and_not_written():
    read = Reader()
    kept = kept_by(read)
    read.errors.append(WRONG)

    response, said = answer(read, kept=kept)

    assert (response.status_code, response.context_data["problems"], said) == (422, [WRONG], [])


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "请选择一个文件。"),
        ({"file": file(name="teas.pdf")}, "只收 .csv 或 .xlsx 文件，请另存后再传。"),
        ({"file": file(b"x" * (MOST_BYTES + 1))}, "文件超过 2 MB，请分成几个再导入。"),
    ],
    ids=["none", "not a table", "too large"],
)
def test_a_file_that_cannot_be_a_table_is_refused_before_it_is_read(sent, words):
    read = Reader()

    response, _ = answer(read, **sent)

    assert (response.status_code, response.context_data["form"].errors["file"], read.calls) == (422, [words], [])
