"""Input about drafts and their sessions."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Provider, Service
from yizhan.delivery.models import Draft
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.queries.board import clock_of
from yizhan.delivery.rules import month as rules
from yizhan.delivery.rules import running
from yizhan.delivery.rules.trials import Spot
from yizhan.network.models import Room, Station
from yizhan.people.queries import today
from yizhan.planner.delivery.problem import Ban

MONTHS = 4
TIMES = {20: _("20 秒，先看个大概"), 60: _("1 分钟，通常够了"), 180: _("3 分钟"), 600: _("10 分钟，全区细排")}


class MakeForm(forms.Form):
    """Which month, and how long the solver may search."""

    month = forms.TypedChoiceField(label=_("月份"), coerce=date.fromisoformat)
    seconds = forms.TypedChoiceField(
        label=_("求解时间"), coerce=int, choices=list(TIMES.items()), initial=running.SECONDS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = today().replace(day=1)
        months = [first]
        while len(months) < MONTHS:
            months.append(rules.month_after(months[-1]))
        self.fields["month"] = forms.TypedChoiceField(
            label=_("月份"),
            coerce=date.fromisoformat,
            choices=[(month.isoformat(), formats.date_format(month, "YEAR_MONTH_FORMAT")) for month in months],
            initial=months[1].isoformat(),
        )


class SolveForm(forms.Form):
    """How long the solver may search."""

    seconds = forms.TypedChoiceField(
        label=_("求解时间"), coerce=int, choices=list(TIMES.items()), initial=running.SECONDS
    )


class VersionForm(forms.Form):
    """Which version of the draft the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SpotForm(VersionForm):
    """Where, when, what and by whom a session is held; the choices are those of the draft's month."""

    service = forms.TypedChoiceField(label=_("服务"), coerce=UUID)
    station = forms.TypedChoiceField(label=_("站点"), coerce=UUID)
    room = forms.TypedChoiceField(label=_("空间"), coerce=UUID)
    provider = forms.TypedChoiceField(label=_("服务方"), coerce=UUID)
    day = forms.TypedChoiceField(label=_("日期"), coerce=date.fromisoformat)
    slot = forms.TypedChoiceField(label=_("时段"), coerce=int)

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        problem = queries.original_problem(draft)
        stations = [UUID(one.id) for one in problem.stations]
        self._offer(
            "service", _named(Service.objects.filter(pk__in=[one.id for one in problem.services]).defer("search"))
        )
        self._offer("provider", _named(Provider.objects.filter(pk__in=[one.id for one in problem.providers])))
        self._offer("station", _named(Station.objects.filter(pk__in=stations).defer("search")))
        self._offer("room", _rooms(stations))
        days = [(day.date.isoformat(), formats.date_format(day.date, "n月j日 l")) for day in problem.days]
        self._offer("day", days)
        self._offer("slot", [(str(slot), clock_of(slot)) for slot in range(len(problem.slots))])

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    def spot(self) -> Spot:
        """What was chosen."""
        return Spot(**{name: self.cleaned_data[name] for name in Spot.__slots__})


class BanForm(VersionForm):
    """How much of a session's like is to be forbidden."""

    CHOICES = (
        ("session", _("这一场这样排")),
        ("provider_day", _("服务方这一天的所有场次")),
        ("station_day", _("站点这一天的所有场次")),
        ("pair", _("这个服务方在这个站点的这项服务，整个月")),
    )
    scope = forms.ChoiceField(label=_("禁到哪里"), choices=CHOICES, initial="session")

    def ban(self, *, provider: UUID, service: UUID, station: UUID, day: date, slot: int) -> Ban:
        """The ban that was chosen, for a session."""
        whose, what, where = str(provider), str(service), str(station)
        return {
            "session": Ban(provider=whose, service=what, station=where, day=day, slot=slot),
            "provider_day": Ban(provider=whose, day=day),
            "station_day": Ban(station=where, day=day),
            "pair": Ban(provider=whose, service=what, station=where),
        }[self.cleaned_data["scope"]]


class PublishForm(VersionForm):
    """The state of the network that the page showed, and the published plan that this one adds to."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    adds_to = forms.UUIDField(required=False)


def _named(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in rows]


def _rooms(stations: list[UUID]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rooms by station, with their seats."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rooms = Room.objects.filter(station__in=stations, closed_on=None).select_related("station").defer("station__search")
    for room in rooms.order_by("station__code", "-seats"):
        groups.setdefault(room.station.name, []).append((str(room.pk), f"{room.name} · {room.seats}"))
    return list(groups.items())
