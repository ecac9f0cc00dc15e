"""What must never be false about sign-up, whatever the code does: each constraint is broken once."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests.activities.factories import ActivityFactory, InvitationFactory, QuestionFactory, RegistrationFactory
from tests.factories import LONG_AGO
from yizhan.activities.models import Activity, Answer, Companion, EnterpriseShare, Scan

pytestmark = pytest.mark.django_db
LATER = LONG_AGO + timedelta(hours=1)


def breaks(name, command):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        command()


def test_an_activity_gives_no_more_than_it_has():
    ActivityFactory(capacity=1)

    breaks("activities_activity_gives_no_more_than_it_has", lambda: Activity.objects.update(taken=2))


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("state_known", {"state": "maybe"}),
        ("some_places", {"places": 0}),
        ("some_places", {"places": 11}),
        ("offer_ends", {"state": "offered"}),
        ("offer_ends", {"offered_until": LATER}),
        ("attended_came_in", {"state": "attended"}),
        ("attended_came_in", {"checked_in_at": LATER}),
        ("in_before_out", {"state": "attended", "checked_in_at": LATER, "checked_out_at": LONG_AGO}),
        ("waits_in_line", {"state": "waiting"}),
        ("absence_forgiven", {"forgiven_at": LATER}),
    ],
)
def test_a_registration_is_whole(name, about):
    breaks(f"activities_registration_{name}", lambda: RegistrationFactory(**about))


def test_a_person_is_signed_up_once():
    mine = RegistrationFactory()
    RegistrationFactory(activity=mine.activity, person=mine.person, state="cancelled")

    breaks(
        "activities_registration_once",
        lambda: RegistrationFactory(activity=mine.activity, person=mine.person, state="drawing"),
    )


def test_a_companion_has_a_name():
    mine = RegistrationFactory()

    breaks("activities_companion_has_a_name", lambda: Companion.objects.create(registration=mine, name=""))


def test_a_person_is_invited_once():
    given = InvitationFactory()

    breaks("activities_invitation_once", lambda: InvitationFactory(activity=given.activity, person=given.person))


def test_a_firm_has_one_share_and_stays_within_it():
    share = {"activity": ActivityFactory(), "enterprise_key": "甲", "most": 2}
    breaks("activities_enterpriseshare_within_limit", lambda: EnterpriseShare.objects.create(**share, taken=3))
    EnterpriseShare.objects.create(**share)

    breaks("activities_enterpriseshare_once", lambda: EnterpriseShare.objects.create(**share))


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("kind_known", {"kind": "picture"}),
        ("choices_where_chosen", {"kind": "choice", "choices": ["一"]}),
        ("choices_where_chosen", {"choices": ["一", "二"]}),
        ("says_why", {"purpose_zh": ""}),
        ("not_kept_for_long", {"keep_days": 91}),
    ],
)
def test_a_question_is_whole(name, about):
    breaks(f"activities_question_{name}", lambda: QuestionFactory(**about))


@pytest.mark.parametrize(("text", "sealed"), [("", None), ("不吃辣", b"x")])
def test_an_answer_is_either_open_or_sealed(text, sealed):
    question = QuestionFactory()
    mine = RegistrationFactory(activity=question.activity)

    breaks(
        "activities_answer_open_or_sealed",
        lambda: Answer.objects.create(registration=mine, question=question, text=text, text_sealed=sealed),
    )


def test_a_question_is_answered_once():
    question = QuestionFactory()
    answer = {"registration": RegistrationFactory(activity=question.activity), "question": question, "text": "不吃辣"}
    Answer.objects.create(**answer)

    breaks("activities_answer_once", lambda: Answer.objects.create(**answer))


def scan(**about):
    facts = {"nonce": UUID(int=1), "device": "A", "verdict": "forged", "scanned_at": LONG_AGO, "received_at": LATER}
    return Scan.objects.create(**{"activity": ActivityFactory(), **facts, **about})


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("verdict_known", {"verdict": "maybe"}),
        ("read_before_received", {"scanned_at": LATER + timedelta(seconds=1)}),
        ("lets_somebody_in", {"verdict": "admitted"}),
    ],
)
def test_a_scan_is_whole(name, about):
    breaks(f"activities_scan_{name}", lambda: scan(**about))


def test_a_scan_is_kept_once():
    scan()

    breaks("activities_scan_once", scan)
