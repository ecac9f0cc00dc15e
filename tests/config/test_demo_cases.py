"""The cases of the demo live through every mechanism by the services, up to the present."""

from datetime import datetime

import pytest
from django.db.models import Count

from yizhan.cases.models import Appeal, CallBack, Case, Kind, Part, Request, TaskForce
from yizhan.config.demo import cases, cast, plots

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_cases_come_in_and_live_as_far_as_the_present(demonstrated, at):
    at("2026-11-26T15:00+08:00")
    since, now = datetime.fromisoformat("2026-10-01T10:00+08:00"), datetime.fromisoformat("2026-11-26T15:00+08:00")
    people = cast.gather(count=60, since=since.date())

    cases.live(people, since=since, now=now, count=len(plots.PLOTS))

    states = dict(Case.objects.order_by().values_list("state").annotate(n=Count("pk")))
    assert set(states) >= {"closed", "suspended"}
    assert set(Case.objects.values_list("mechanism", flat=True)) == {"instant", "joint", "special", "hard"}
    assert min(one.objects.count() for one in (Appeal, CallBack, Part, Request, TaskForce)) > 0
    assert Case.objects.filter(series__isnull=False).exists()
    assert Case.objects.public().exists()
    assert Case.objects.filter(raised_at__gt=now).count() == 0


@pytest.mark.parametrize("plot", [plots.joint, plots.whistled])
@pytest.mark.parametrize("hour", range(9, 18))
def test_bodies_are_asked_within_the_shortest_limit_of_a_case_at_any_hour(demonstrated, at, plot, hour):
    at("2026-11-26T15:00+08:00")
    raised, now = (
        datetime.fromisoformat(f"2026-11-03T{hour:02}:45+08:00"),
        datetime.fromisoformat("2026-11-26T15:00+08:00"),
    )
    people = cast.gather(count=60, since=raised.date())
    staff, kind = cases._staff(people.hub), Kind.objects.get(code="advice")
    row = {"words": "雨伞架", "answer": "放好了", "public": ""}
    play = cases._play(people, staff, next(cases._stations(staff)), kind, row, cast.luck("here"))

    cases._tell(plot(play), at=raised, now=now)

    assert set(Part.objects.values_list("state", flat=True)) == {"done"}
    assert Case.objects.get().state == "closed"
