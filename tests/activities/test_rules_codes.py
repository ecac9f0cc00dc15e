"""Codes of the door are made by us, for one thing, for a short time."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.activities.rules import codes

NOW = datetime(2026, 1, 12, 1, 10, 30, tzinfo=UTC)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(st.uuids(), INSTANTS)
def test_what_is_made_is_read_again(pk, at):
    said = codes.read(codes.personal(pk, at=at))

    assert (said.registration_id, said.genuine, codes.is_current(said.minute, at=at)) == (pk, True, True)


@given(st.text(max_size=80))
def test_anything_else_is_no_code_of_ours(text):
    said = codes.read(text)

    assert said is None or not said.genuine


@pytest.mark.parametrize(("minutes", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_for_its_minute_and_one_on_either_side(minutes, good):
    said = codes.read(codes.personal(UUID(int=1), at=NOW))

    assert codes.is_current(said.minute, at=NOW + timedelta(minutes=minutes)) == good


def test_a_minute_cannot_be_changed_in_a_code():
    mark, registration, minute, mac = codes.personal(UUID(int=1), at=NOW).split(".")

    assert not codes.read(f"{mark}.{registration}.{int(minute) + 5}.{mac}").genuine


@pytest.mark.parametrize(("seconds", "good"), [(-41, False), (-20, True), (0, True), (20, True), (41, False)])
def test_the_screen_of_the_venue_changes_every_twenty_seconds(seconds, good):
    code = codes.screen(UUID(int=1), at=NOW)

    assert codes.opens_here(UUID(int=1), code, at=NOW + timedelta(seconds=seconds)) == good


def test_the_paper_of_one_activity_opens_no_other():
    code = codes.poster(UUID(int=1))

    assert [codes.opens_here(UUID(int=n), code, at=NOW) for n in (1, 2)] == [True, False]


def test_a_hidden_number_tells_neither_person_nor_code():
    assert codes.hidden(UUID(int=1), UUID(int=2)) == codes.hidden(UUID(int=1), UUID(int=2))
    assert codes.hidden(UUID(int=1), UUID(int=2)) != codes.hidden(UUID(int=3), UUID(int=2))
