"""Writing needs down on a walk through a building, several in a row, also while the network is away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yizhan.kernel.access import guarded
from yizhan.needs import policies, services
from yizhan.needs.forms.needs import WalkForm
from yizhan.needs.models import Channel, Need
from yizhan.needs.queries import desk
from yizhan.ui.forms import attempt
from yizhan.ui.pages import REFUSED, page


@require_http_methods(["GET", "POST"])
@guarded(policies.can_see_desk)
def walk_create(request: HttpRequest) -> HttpResponse:
    """Write down one need of the building; the script sends the same form, and again when it is not sure of the answer."""
    form = _form(request)
    need = attempt(form, lambda: _write_down(request, form)) if form.is_bound else None
    if "application/json" in request.headers.get("Accept", ""):
        return _told(form, need)
    if need:
        messages.success(request, _("已记下：%(need)s") % {"need": need})
        return redirect(f"{reverse('needs:walk-create')}?station={need.station_id}&building={need.building_id}")
    return page(request, "needs/walk_form.html", {"form": form})


def _form(request: HttpRequest) -> WalkForm:
    stations = desk.stations_of(request.user)
    first = stations.first()
    guess: dict[str, object] = {
        "station": first.pk if first else None,
        "building": first.building_id if first else None,
        "people": 5,
    }
    guess |= {name: request.GET[name] for name in ("station", "building") if name in request.GET}
    return WalkForm(
        request.POST if request.method == "POST" else None,
        initial=guess,
        stations=stations,
        buildings=desk.buildings_near(stations),
    )


def _write_down(request: HttpRequest, form: WalkForm) -> Need:
    return services.raise_need(
        actor=request.user, fields=form.typed, channel=Channel.WALK, nonce=form.cleaned_data["nonce"]
    )


def _told(form: WalkForm, need: Need | None) -> JsonResponse:
    """The need that was made, or made the first time it was sent; else what to correct, by field."""
    if need:
        return JsonResponse(
            {"id": str(need.pk), "words": need.words, "url": reverse("needs:need-dossier", args=[need.pk])}
        )
    return JsonResponse({"errors": {name: list(map(str, told)) for name, told in form.errors.items()}}, status=REFUSED)
