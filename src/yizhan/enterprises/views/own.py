"""What a contact does on their phone: reads a briefing, takes their consent back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from yizhan.enterprises import policies, services
from yizhan.enterprises.models import Contact, Receipt
from yizhan.kernel.access import guarded
from yizhan.ui.acts import form_page
from yizhan.ui.pages import page


@form_page
@guarded(policies.is_signed_in)
def receipt_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A briefing, for whom it was sent to; a button says that it was read."""
    mine = Receipt.objects.filter(person=request.user.pk).select_related("briefing", "contact__enterprise")
    receipt = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        services.read_briefing(actor=request.user, receipt=receipt)
        messages.success(request, _("谢谢，已告诉站点你看过了。"))
        return redirect("enterprises:receipt-detail", pk=pk)
    return page(request, "enterprises/receipt_detail.html", {"receipt": receipt, "briefing": receipt.briefing})


@form_page
@guarded(policies.is_signed_in)
def contact_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one's consent to speak for an enterprise back, after asking."""
    mine = Contact.objects.filter(person=request.user.pk).select_related("enterprise__station")
    contact = get_object_or_404(mine, enterprise=pk)
    if request.method == "POST":
        services.withdraw_contact(actor=request.user, contact=contact)
        messages.success(request, _("已撤回，你的联系方式已经删除。"))
        return redirect("/")
    context = {
        "title": _("不再做%(enterprise)s的联系人") % {"enterprise": contact.enterprise},
        "facts": [_("你的姓名、职务和手机号会从这家企业的资料里删除，不能恢复。"), _("你的会员账号不受影响。")],
        "act": _("撤回同意"),
        "back": "/",
        "danger": True,
    }
    return page(request, "ui/confirm.html", context)
