"""Photographs: shown to anyone, kept by those who may edit the station."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yizhan.kernel.access import anyone, guarded
from yizhan.network import gateways, policies, services
from yizhan.network.forms.photos import PhotoForm
from yizhan.network.models import Photo
from yizhan.network.views.acts import allowed, carry_out, station_of
from yizhan.ui.acts import Act, confirmation, form_page, posted

CREATE = Act(title=gettext_lazy("添加照片"), button=gettext_lazy("上传"))


@require_GET
@guarded(anyone)
def photo(request: HttpRequest, pk: UUID, width: int) -> HttpResponseBase:
    """One of the two sizes; a photograph never changes, so it may be kept for a year."""
    file = gateways.PHOTOS.open(pk, width=width)
    if file is None:
        raise Http404
    response = FileResponse(file, content_type="image/webp")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@form_page
@guarded(policies.can_see_network_admin)
def photo_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a photograph."""
    station = station_of(request, slug, policies.can_edit)
    return carry_out(
        request,
        station,
        act=CREATE,
        form=PhotoForm(posted(request), request.FILES if request.method == "POST" else None),
        command=lambda typed: services.add_photo(actor=request.user, station=station, **typed),
    )


@form_page
@guarded(policies.can_see_network_admin)
def photo_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove a photograph and its files."""
    found = get_object_or_404(Photo.objects.select_related("station"), pk=pk)
    station = allowed(request, found.station, policies.can_edit)
    fact = _("照片“%(photo)s”会连同文件一起删除，不能恢复。") % {"photo": found.alt}
    return carry_out(
        request,
        station,
        act=Act(title=_("删除照片"), button=_("确认删除"), facts=(fact,), danger=True),
        form=confirmation(request),
        command=lambda typed: services.remove_photo(actor=request.user, photo=found),
    )
