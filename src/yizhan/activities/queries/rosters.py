"""Who is signed up for an activity, as those who run it may see."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.utils.translation import gettext as _

from yizhan.activities.models import Activity, Answer, Question, Registration, RegistrationState
from yizhan.activities.models.registrations import RegistrationQuerySet
from yizhan.activities.queries.desk import run_by
from yizhan.people.models import Actor

ORDER = (
    RegistrationState.ATTENDED,
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.WAITING,
    RegistrationState.DRAWING,
    RegistrationState.ABSENT,
    RegistrationState.NOT_DRAWN,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One registration, with the answers in the order of the questions."""

    registration: Registration
    companions: tuple[str, ...]
    answers: tuple[str, ...]

    @property
    def cells(self) -> list[str]:
        """The line as a table has it."""
        one = self.registration
        return [
            one.person.name,
            one.person.phone_masked,
            str(RegistrationState(one.state).label),
            str(one.places),
            _("、").join(self.companions),
            one.enterprise,
            *self.answers,
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """Everyone whose sign-up stands, and the questions whose answers are shown."""

    questions: tuple[Question, ...]
    lines: tuple[Line, ...]

    @property
    def headings(self) -> list[str]:
        """The headings of the table."""
        fixed = [_("称呼"), _("手机"), _("状态"), _("名额"), _("同行"), _("所在企业")]
        return [*fixed, *(question.label for question in self.questions)]

    @property
    def places(self) -> int:
        """How many places are given away."""
        held = RegistrationState.holding()
        return sum(line.registration.places for line in self.lines if line.registration.state in held)

    def rows(self) -> Iterator[list[str]]:
        """The whole table, headings first."""
        yield self.headings
        for line in self.lines:
            yield line.cells


def of_those_run_by(actor: Actor) -> RegistrationQuerySet:
    """The registrations for the activities that `actor` runs, with who it is."""
    found: RegistrationQuerySet = Registration.objects.filter(activity__in=run_by(actor))
    return found.select_related("person", "activity__station")


def roster_of(activity: Activity, *, sensitive: bool = False) -> Roster:
    """Who is signed up, those who have a place first; sensitive answers only when they are asked for."""
    asked = activity.questions.order_by("position", "id")
    questions = tuple(asked if sensitive else asked.filter(sensitive=False))
    wanted = Prefetch("answers", Answer.objects.filter(question__in=questions))
    found = activity.registrations.standing().select_related("person").prefetch_related("companions", wanted)
    return Roster(questions=questions, lines=tuple(_line(one, questions) for one in found.order_by(*_order())))


def _order() -> tuple[Case, str, str, str]:
    whens = [When(state=state, then=Value(n)) for n, state in enumerate(ORDER)]
    return Case(*whens, default=Value(len(ORDER)), output_field=IntegerField()), "queued_at", "registered_at", "id"


def _line(registration: Registration, questions: tuple[Question, ...]) -> Line:
    given = {answer.question_id: answer.words for answer in registration.answers.all()}
    return Line(
        registration=registration,
        companions=tuple(companion.name for companion in registration.companions.all()),
        answers=tuple(given.get(question.pk, "") for question in questions),
    )
