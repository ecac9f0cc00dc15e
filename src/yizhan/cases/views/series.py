"""One problem with many cases, showing a case to everyone, and who reported it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from yizhan.cases import policies, rules, services
from yizhan.cases.forms.acts import ReasonForm
from yizhan.cases.forms.series import FollowForm, PublishForm, SplitForm
from yizhan.cases.views.acting import carry_out, case_for
from yizhan.kernel.access import guarded
from yizhan.ui.acts import Act, form_page, posted
from yizhan.ui.pages import page

FOLLOW = Act(
    title=pgettext_lazy("act", "并案"),
    button=gettext_lazy("并入"),
    facts=(
        gettext_lazy("这一件和那一件是同一个问题，以后一起办、一起答复，反映人会收到通知。"),
        gettext_lazy("它自己的期限照样走，并入后不能撤销。"),
    ),
    danger=True,
)
SPLIT = Act(title=gettext_lazy("分案"), button=gettext_lazy("分出一件"))
PUBLISH = Act(
    title=pgettext_lazy("act", "公开"),
    button=gettext_lazy("公开这些内容"),
    facts=(gettext_lazy("谁都看得到。公开的只有下面这些话、类别、站点和进展，没有反映人。"),),
)
UNPUBLISH = Act(title=gettext_lazy("不再公开"), button=gettext_lazy("不再公开"))


@form_page
@guarded(policies.can_open)
def case_follow(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have the case answered together with another."""
    case, form = case_for(request, pk), FollowForm(posted(request), initial={"into": request.GET.get("into", "")})
    return carry_out(
        request,
        case,
        act=FOLLOW,
        form=form,
        command=lambda: services.follow(actor=request.user, case=case, into=form.cleaned_data["into"]),
    )


@form_page
@guarded(policies.can_open)
def case_split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a case of its own of something else in it."""
    case, form = case_for(request, pk), SplitForm(posted(request))
    return carry_out(
        request,
        case,
        act=SPLIT,
        form=form,
        command=lambda: services.split(actor=request.user, case=case, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_open)
def case_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the case to everyone, in words from which who it is was taken out."""
    case = case_for(request, pk, policies.can_publish)
    names = [one.called for one in case.reporters.select_related("person")]
    form = PublishForm(posted(request), draft=case.public_words or rules.redacted(case.words, names=names))
    return carry_out(
        request,
        case,
        act=PUBLISH,
        form=form,
        command=lambda: services.publish_case(actor=request.user, case=case, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_open)
def case_unpublish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show it to nobody any more."""
    case, form = case_for(request, pk, policies.can_publish), ReasonForm(posted(request))
    return carry_out(
        request,
        case,
        act=UNPUBLISH,
        form=form,
        command=lambda: services.unpublish_case(actor=request.user, case=case, **form.cleaned_data),
    )


@require_POST
@guarded(policies.can_open)
def case_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who reported it and how to reach them; the look is logged."""
    case = case_for(request, pk)
    reporters = services.look(actor=request.user, case=case)
    return page(request, "cases/reporters.html", {"case": case, "reporters": reporters}, part="contacts")
