"""Who is there for an enterprise: the steward of its building and its officer, named and ended."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from yizhan.enterprises import policies, services
from yizhan.enterprises.forms.profiles import EndingForm, StewardForm
from yizhan.enterprises.queries import desk
from yizhan.enterprises.views.acts import carry_out, served
from yizhan.kernel.access import guarded
from yizhan.people.queries import today
from yizhan.ui.acts import Act, form_page, posted

STEWARD = Act(
    title=gettext_lazy("登记楼长"),
    button=gettext_lazy("登记"),
    facts=(gettext_lazy("楼长负责这栋楼，从今天起；原来的楼长到今天为止。"),),
)
END_STEWARD = Act(
    title=gettext_lazy("楼长卸任"),
    button=gettext_lazy("记下卸任"),
    facts=(gettext_lazy("这栋楼从那天起没有楼长，直到登记下一位；当天登记、当天卸任的，算没有当过。"),),
    danger=True,
)
END_OFFICER = Act(
    title=gettext_lazy("不再由这个人联系"),
    button=gettext_lazy("记下"),
    facts=(gettext_lazy("这家企业暂时没有人联系；在“修改资料”里选下一位。"),),
    danger=True,
)


@form_page
@guarded(policies.can_see_desk)
def steward_make(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name the steward of the building that an enterprise is in."""
    enterprise, form = served(request, pk), StewardForm(posted(request))
    return carry_out(
        request,
        enterprise,
        act=STEWARD,
        form=form,
        command=lambda: services.make_steward(
            actor=request.user, building=enterprise.building, phone=form.cleaned_data["phone"]
        ),
    )


@form_page
@guarded(policies.can_see_desk)
def steward_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End the steward of the building that an enterprise is in."""
    enterprise = served(request, pk)
    steward, form = desk.steward_of(enterprise.building), EndingForm(posted(request), initial={"ends_on": today()})
    if steward is None:
        raise Http404
    return carry_out(
        request,
        enterprise,
        act=END_STEWARD,
        form=form,
        command=lambda: services.end_steward(actor=request.user, steward=steward, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_see_desk)
def officer_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End the officer who looks after an enterprise."""
    enterprise = served(request, pk)
    officer, form = enterprise.officer, EndingForm(posted(request), initial={"ends_on": today()})
    if officer is None:
        raise Http404
    return carry_out(
        request,
        enterprise,
        act=END_OFFICER,
        form=form,
        command=lambda: services.end_officer(
            actor=request.user, enterprise=enterprise, officer=officer, **form.cleaned_data
        ),
    )
