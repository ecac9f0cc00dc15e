"""What the page of one station shows, drawn from what is known of it."""

from collections import defaultdict
from datetime import timedelta

from yizhan.network import queries, rules
from yizhan.network.models import Assessment, AssessmentKind, Hours, Station, StationState
from yizhan.network.queries import desk
from yizhan.network.rules.admission import SCORES
from yizhan.ui import parts

WEEK = timedelta(days=7)
LINES = 20


def dossier(station: Station) -> dict[str, object]:
    """Everything about a station, with the next two weeks and what the last assessment speaks for."""
    today = queries.local_now().date()
    judged, checklist = list(queries.assessments_of(station)), queries.checklist_of(station)
    return {
        "station": station,
        "steps": desk.steps_of(station),
        "days": [*queries.week(station, first=today), *queries.week(station, first=today + WEEK)],
        "weekly": _weekly(list(queries.hours_of(station))),
        "exceptions": queries.exceptions_of(station),
        "rooms": queries.rooms_of(station),
        "checklist": checklist,
        "met": sum(checked.met for checked in checklist),
        "judged": judged,
        "scores": scores_of(judged[0]) if judged else [],
        "advice": _advice(station, judged),
        "year": today.year,
        "reviewed": any(one.kind == AssessmentKind.REVIEW and one.on.year == today.year for one in judged),
        "photos": station.photos.all(),
        "officers": queries.officers_of(station),
        "events": [
            parts.Happening(at=line.at, title=line.deed, who=line.who, note=line.reason)
            for line in queries.history_of(station, limit=LINES)
        ],
    }


def _weekly(hours: list[Hours]) -> list[tuple[int, list[Hours]]]:
    """The seven weekdays, each with its intervals; none when the station has no hours at all."""
    found = defaultdict(list)
    for row in hours:
        found[row.weekday].append(row)
    return [(weekday, found[weekday]) for weekday in range(1, 8)] if hours else []


def scores_of(assessment: Assessment) -> list[parts.Score]:
    """The five judged aspects, each of five."""
    return [
        parts.Score(
            label=getattr(Assessment, aspect).field.verbose_name,
            value=getattr(assessment, aspect),
            out_of=SCORES[-1],
        )
        for aspect in rules.ASPECTS
    ]


def _advice(station: Station, judged: list[Assessment]) -> rules.Advice | None:
    """What the visit speaks for, while nobody has decided."""
    if station.state != StationState.VISITED or not judged:
        return None
    return rules.admissible({aspect: getattr(judged[0], aspect) for aspect in rules.ASPECTS})
