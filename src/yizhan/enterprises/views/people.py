"""Contacts of an enterprise, and the platforms it takes part in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy, pgettext_lazy

from yizhan.enterprises import policies, services
from yizhan.enterprises.forms.people import ContactForm, PartForm
from yizhan.enterprises.models import Contact, Enterprise, Participation
from yizhan.enterprises.views.acts import carry_out, served
from yizhan.kernel.access import guarded
from yizhan.people.queries import today
from yizhan.ui.acts import Act, confirmation, form_page, posted

ADD = Act(
    title=gettext_lazy("登记联系人"),
    button=gettext_lazy("登记联系人"),
    facts=(gettext_lazy("先问过本人：用来联系企业、发政策简报，随时可以撤回。"),),
)
EDIT = Act(
    title=gettext_lazy("修改联系人"),
    button=gettext_lazy("保存"),
    facts=(gettext_lazy("换了手机号，就按新号码认会员；发给原来会员的简报记录一并删除。"),),
)
WITHDRAW = Act(
    title=gettext_lazy("撤回同意"),
    button=gettext_lazy("删除联系人"),
    facts=(gettext_lazy("姓名、职务和手机号马上删除，不能恢复；发给对方的简报记录一并删除。"),),
    danger=True,
)
TAKE_PART = Act(title=gettext_lazy("参加平台"), button=gettext_lazy("记下"))
DROP_OUT = Act(
    title=gettext_lazy("退出平台"),
    button=pgettext_lazy("act", "退出"),
    facts=(gettext_lazy("企业不再列在这个平台里，可以再参加。"),),
    danger=True,
)


@form_page
@guarded(policies.can_see_desk)
def contact_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note who speaks for an enterprise."""
    enterprise = served(request, pk)
    form = ContactForm(posted(request), initial={"agreed_on": today()})
    return carry_out(
        request,
        enterprise,
        act=ADD,
        form=form,
        command=lambda: services.add_contact(
            actor=request.user, enterprise=enterprise, phone=form.cleaned_data["phone"], fields=form.typed
        ),
    )


@form_page
@guarded(policies.can_see_desk)
def contact_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct what is noted of a contact."""
    contact, enterprise = _served(request, pk)
    form = ContactForm(posted(request), instance=contact, initial={"phone": contact.phone})
    return carry_out(
        request,
        enterprise,
        act=EDIT,
        form=form,
        command=lambda: services.edit_contact(
            actor=request.user, contact=contact, phone=form.cleaned_data["phone"], fields=form.typed
        ),
    )


def _served(request: HttpRequest, pk: UUID) -> tuple[Contact, Enterprise]:
    """A contact and their enterprise, for somebody who looks after it."""
    contact = get_object_or_404(Contact.objects.select_related("enterprise__station"), pk=pk)
    return contact, served(request, contact.enterprise_id)


@form_page
@guarded(policies.can_see_desk)
def contact_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Erase a contact whose consent is withdrawn."""
    contact, enterprise = _served(request, pk)
    return carry_out(
        request,
        enterprise,
        act=WITHDRAW,
        form=confirmation(request),
        command=lambda: services.withdraw_contact(actor=request.user, contact=contact),
    )


@form_page
@guarded(policies.can_see_desk)
def platform_take_part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that an enterprise takes part in a platform."""
    enterprise = served(request, pk)
    form = PartForm(posted(request), enterprise=enterprise, initial={"since": today()})
    return carry_out(
        request,
        enterprise,
        act=TAKE_PART,
        form=form,
        command=lambda: services.take_part(actor=request.user, enterprise=enterprise, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_see_desk)
def platform_drop_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that an enterprise takes part in a platform no more."""
    part = get_object_or_404(Participation.objects.select_related("enterprise__station", "platform"), pk=pk)
    enterprise = served(request, part.enterprise_id)
    return carry_out(
        request,
        enterprise,
        act=DROP_OUT,
        form=confirmation(request),
        command=lambda: services.drop_out(actor=request.user, participation=part),
    )
