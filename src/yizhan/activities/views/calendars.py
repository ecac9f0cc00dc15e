"""Calendars to subscribe to: of an activity, of a station, of one's own."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_GET, require_http_methods

from yizhan.activities import policies, queries, services
from yizhan.activities.models import RegistrationState
from yizhan.activities.queries import feeds
from yizhan.activities.views import ical
from yizhan.kernel.access import anyone, guarded
from yizhan.network.queries import serving
from yizhan.people.models import Person
from yizhan.ui.pages import page


def _file(content: bytes, name: str) -> HttpResponse:
    """A calendar, to be asked for again each time; who has it already gets no second copy."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response


@require_GET
@conditional_page
@guarded(anyone)
def activity_calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One activity, to put into one's calendar."""
    activity = get_object_or_404(queries.one_activity(pk))
    return _file(ical.calendar(activity.title, [ical.event(activity)]), f"activity-{activity.pk.hex[-6:]}")


@require_GET
@conditional_page
@guarded(anyone)
def station_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens at a station."""
    station = get_object_or_404(serving(), slug=slug)
    events = [ical.event(activity) for activity in feeds.calendar_of_station(slug)]
    return _file(ical.calendar(station.name, events), station.slug)


@require_GET
@conditional_page
@guarded(anyone)
def person_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """What somebody is signed up for, for whoever knows the secret address."""
    person = feeds.person_by_calendar(secret)
    if person is None:
        raise Http404
    with translation.override(person.language):
        events = [
            ical.event(one.activity, settled=one.state in RegistrationState.holding())
            for one in feeds.calendar_of_person(person)
        ]
        return _file(ical.calendar(_("我的驿站活动"), events), "yizhan")


@require_http_methods(["GET", "POST"])
@guarded(policies.is_signed_in)
def calendar_link(request: HttpRequest) -> HttpResponse:
    """Make or revoke the secret address of one's calendar; it is shown once."""
    person, secret = request.user, ""
    assert isinstance(person, Person)  # noqa: S101 - the door lets in only people
    if request.method == "POST" and "revoke" in request.POST:
        services.revoke_calendar_link(actor=person)
    elif request.method == "POST":
        secret = services.make_calendar_link(actor=person)
    response = page(
        request, "activities/calendar_link.html", {"link": feeds.calendar_link_of(person), "secret": secret}
    )
    response["Cache-Control"] = "no-store"
    return response
