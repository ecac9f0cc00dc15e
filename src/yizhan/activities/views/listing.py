"""What is on: the list of members."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_GET

from yizhan.activities.queries import activities as queries
from yizhan.catalogue import queries as catalogue
from yizhan.kernel.access import anyone, guarded
from yizhan.people.queries import today
from yizhan.ui.pages import page

PER_PAGE = 30
DAYS_AHEAD = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What somebody looks for; a day that is none is left out."""

    text: str
    category: str
    station: str
    zone: str
    day: date | None
    free: bool

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """The filters in an address."""
        words = {name: query.get(name, "").strip() for name in ("category", "station", "zone")}
        return cls(
            text=query.get("q", "").strip(), day=_day(query.get("day", "")), free=query.get("free") == "1", **words
        )

    @property
    def narrow(self) -> bool:
        """Whether anything is filtered at all."""
        return bool(self.text or self.category or self.station or self.zone or self.day or self.free)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_GET
@guarded(anyone)
def activity_list(request: HttpRequest) -> HttpResponse:
    """What one can come to, by day, filtered and searched."""
    wanted = Wanted.of(request.GET)
    found = queries.coming(
        station=wanted.station,
        category=wanted.category,
        day=wanted.day,
        text=wanted.text,
        zone=wanted.zone,
        free_only=wanted.free,
    )
    context = {
        "activities": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "categories": catalogue.categories(),
        "stations": queries.stations_with_something(),
        "days": [today() + timedelta(days=n) for n in range(DAYS_AHEAD)],
    }
    return page(request, "activities/activity_list.html", context, part="found")
