"""What an officer does with a case alone: contact, tell, note, hand over, pause, answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yizhan.cases import policies, queries, services
from yizhan.cases.forms.acts import AnswerForm, AssignForm, ContactForm, NoteForm, PauseForm, TellForm
from yizhan.cases.queries.page import missing
from yizhan.cases.queries.people import colleagues
from yizhan.cases.views.acting import carry_out, case_for
from yizhan.kernel.access import guarded
from yizhan.ui.acts import Act, confirmation, form_page, posted

CONTACT = Act(
    title=gettext_lazy("联系反映人"),
    button=gettext_lazy("已经联系过了"),
    facts=(gettext_lazy("真的说上话才算联系，系统的回执不算。"),),
    done=gettext_lazy("联系已记下，反映人会看到。"),
)
TELL = Act(
    title=pgettext_lazy("act", "通报进展"), button=gettext_lazy("告诉反映人"), done=gettext_lazy("进展已告诉反映人。")
)
NOTE = Act(title=gettext_lazy("内部记录"), button=gettext_lazy("记下"))
ASSIGN = Act(
    title=pgettext_lazy("act", "换人负责"),
    button=gettext_lazy("交给他"),
    facts=(gettext_lazy("首接的站点不变，期限也不变。"),),
)
PAUSE = Act(
    title=pgettext_lazy("act", "暂停计时"),
    button=gettext_lazy("暂停"),
    facts=(
        gettext_lazy("只停办结和协办的时限，首次联系照常计时。每一轮最多暂停两次，到时自动恢复。"),
        gettext_lazy("反映人会收到通知，看得到理由和最迟恢复的时间。"),
    ),
)
RESUME = Act(
    title=pgettext_lazy("act", "恢复计时"),
    button=gettext_lazy("恢复"),
    facts=(gettext_lazy("时限接着往下算，反映人会收到通知。"),),
)
ANSWER = Act(
    title=gettext_lazy("答复"),
    button=gettext_lazy("发出答复"),
    facts=(gettext_lazy("答复不等于办结：会由没有经办过的人回访，不满意就重新办理。"),),
    done=gettext_lazy("答复已发出，等回访。"),
)


@form_page
@guarded(policies.can_open)
def case_contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that the reporter was spoken to."""
    case, form = case_for(request, pk), ContactForm(posted(request))
    return carry_out(
        request,
        case,
        act=CONTACT,
        form=form,
        command=lambda: services.contact(actor=request.user, case=case, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_open)
def case_tell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell the reporters how it goes."""
    case, form = case_for(request, pk), TellForm(posted(request))
    return carry_out(
        request,
        case,
        act=TELL,
        form=form,
        command=lambda: services.tell(actor=request.user, case=case, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_open)
def case_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write something down for those who work on it."""
    case, form = case_for(request, pk, policies.can_read), NoteForm(posted(request))
    return carry_out(
        request,
        case,
        act=NOTE,
        form=form,
        command=lambda: services.note(actor=request.user, case=case, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_open)
def case_assign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand the case to a colleague."""
    case = case_for(request, pk)
    form = AssignForm(posted(request), people=colleagues(case, besides=case.responsible))
    return carry_out(
        request,
        case,
        act=ASSIGN,
        form=form,
        command=lambda: services.assign(actor=request.user, case=case, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_open)
def case_pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop the clock for a while."""
    case = case_for(request, pk)
    choice = queries.pauses_offered(case)
    form = PauseForm(posted(request), presets=choice.presets, ceiling=choice.words)
    return carry_out(
        request,
        case,
        act=PAUSE,
        form=form,
        command=lambda: services.pause(actor=request.user, case=case, **form.typed),
    )


@form_page
@guarded(policies.can_open)
def case_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the clock run on."""
    case, form = case_for(request, pk), confirmation(request)
    return carry_out(
        request,
        case,
        act=RESUME,
        form=form,
        command=lambda: services.resume(actor=request.user, case=case),
    )


@form_page
@guarded(policies.can_open)
def case_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer, once everything is there."""
    case, form = case_for(request, pk), AnswerForm(posted(request))
    return carry_out(
        request,
        case,
        act=ANSWER,
        form=form,
        command=lambda: services.answer(actor=request.user, case=case, **form.cleaned_data),
        missing=missing(case),
        missing_title=_("还缺这些，现在发不出答复"),
    )
