"""Albums: what anyone may see, keeping them, and answering for oneself."""

from uuid import UUID

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.activities import gateways, policies, queries, services
from yizhan.activities.forms.albums import PictureForm
from yizhan.activities.models import Picture
from yizhan.activities.queries import albums
from yizhan.activities.views.asking import Asked, ask
from yizhan.activities.views.organising import run_or_404
from yizhan.kernel.access import anyone, guarded
from yizhan.people.models import Person
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_GET
@guarded(anyone)
def picture(request: HttpRequest, pk: UUID, width: int) -> HttpResponseBase:
    """A photograph in one of its sizes; asked for anew each time, for a consent may be taken back at any moment."""
    found = get_object_or_404(Picture.objects.select_related("activity__station"), pk=pk)
    if not (policies.can_run(request.user, found.activity.station) or albums.may_see(found, request.user)):
        raise Http404
    file = gateways.ALBUMS.open(pk, width=width)
    if file is None:
        raise Http404
    response = FileResponse(file, content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@guarded(anyone)
def activity_album(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The photographs of an activity."""
    activity = get_object_or_404(queries.one_activity(pk))
    return page(request, "activities/album.html", {"activity": activity, "photos": albums.shown(activity)})


@form_page
@guarded(policies.can_run_somewhere)
def album_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the album of an activity."""
    activity = run_or_404(request, pk)
    form = PictureForm(posted(request), request.FILES if request.method == "POST" else None, activity=activity)
    if attempt(form, lambda: services.add_picture(actor=request.user, activity=activity, **form.cleaned_data)):
        return redirect("activities:album-edit", pk=pk)
    pictures = [(one, albums.photo(one)) for one in albums.album_of(activity)]
    return page(request, "activities/album_edit.html", {"form": form, "activity": activity, "pictures": pictures})


@form_page
@guarded(policies.can_run_somewhere)
def picture_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a photograph away, after asking."""
    found = get_object_or_404(Picture.objects.select_related("activity__station"), pk=pk)
    run_or_404(request, found.activity_id)
    asked = Asked(
        title=_("删除照片“%(photo)s”") % {"photo": found.alt},
        act=_("删除"),
        done=_("照片已删除。"),
        back=reverse("activities:album-edit", args=[found.activity_id]),
        facts=(_("照片会连同文件一起删除，不能恢复。"),),
        danger=True,
    )
    return ask(
        request,
        asked,
        form=Form(posted(request)),
        command=lambda typed: services.remove_picture(actor=request.user, picture=found),
    )


@require_http_methods(["GET", "POST"])
@guarded(policies.is_signed_in)
def likeness_list(request: HttpRequest) -> HttpResponse:
    """The photographs that show me, and what I say to each; no today may follow yes yesterday."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 - the door lets in only people
    mine = albums.likenesses_of(person)
    if request.method == "POST":
        found = get_object_or_404(mine, pk=request.POST.get("likeness") or None)
        services.answer_likeness(actor=person, likeness=found, agreed=request.POST.get("agreed") == "yes")
        return redirect("activities:likeness-list")
    rows = [(one, albums.photo(one.picture)) for one in mine]
    return page(request, "activities/likeness_list.html", {"rows": rows})
