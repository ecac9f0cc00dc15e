"""Keys of other programs, as the hub issues and revokes them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yizhan.interop import policies, queries, services
from yizhan.interop.forms import KeyForm
from yizhan.interop.models import Key
from yizhan.kernel.access import guarded
from yizhan.ui.acts import confirmation, form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@never_cache
@form_page
@guarded(policies.can_issue)
def key_list(request: HttpRequest) -> HttpResponse:
    """Every key there was; a new one is shown this once."""
    form = KeyForm(posted(request))
    made = attempt(form, lambda: services.issue_key(actor=request.user, **form.cleaned_data))
    context = {"form": KeyForm() if made else form, "keys": queries.keys(), "made": made}
    return page(request, "interop/key_list.html", context)


@form_page
@guarded(policies.can_issue)
def key_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shut a program out, after asking."""
    key = get_object_or_404(Key, pk=pk)
    form = confirmation(request)
    if attempt(form, lambda: services.revoke_key(actor=request.user, key=key)):
        messages.success(request, _("已撤销，这个程序不能再提交了。"))
        return redirect("interop:key-list")
    return page(request, "interop/key_revoke.html", {"form": form, "key": key})
