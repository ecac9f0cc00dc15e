"""Whether the answers to a sign-up form will do."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from yizhan.activities.models import Question, QuestionKind
from yizhan.activities.rules import refusals

LONGEST = 500
YES, NO = "yes", "no"


def fitting(
    questions: Sequence[Question], answers: Mapping[UUID, str], *, ticked: Collection[UUID]
) -> list[tuple[Question, str]]:
    """The answers worth keeping, each with its question; raises a refusal that names the field which is wrong."""
    given = [(question, answers.get(question.pk, "").strip()) for question in questions]
    for question, text in given:
        _require_fit(question, text, ticked=question.pk in ticked)
    return [(question, text) for question, text in given if text]


def _require_fit(question: Question, text: str, *, ticked: bool) -> None:
    if not text:
        if question.required:
            raise refusals.AnswerMissing(question.label, field_of(question))
        return
    if not _is_fit(question, text):
        raise refusals.AnswerUnfit(question.label, field_of(question))
    if question.sensitive and not ticked:
        raise refusals.TickMissing(question.label, tick_of(question))


def _is_fit(question: Question, text: str) -> bool:
    if question.kind == QuestionKind.CHOICE:
        return text in question.choices
    if question.kind == QuestionKind.YES_NO:
        return text in {YES, NO}
    if question.kind == QuestionKind.NUMBER:
        return text.isascii() and text.isdecimal() and len(text) <= len("9999999")
    return len(text) <= LONGEST


def field_of(question: Question) -> str:
    """What the field of a question is called in the form."""
    return f"answer-{question.pk}"


def tick_of(question: Question) -> str:
    """What the consent to a sensitive question is called in the form."""
    return f"tick-{question.pk}"
