"""Kinds with their versions, and the bodies that stations may ask."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yizhan.cases import policies, services
from yizhan.cases.forms.kinds import ActsForm, KindForm, NextForm
from yizhan.cases.forms.oversight import BodyForm, DelegateForm
from yizhan.cases.forms.questions import QuestionFormSet, rows_of, said
from yizhan.cases.models import Body, Kind
from yizhan.cases.queries import keeping as queries
from yizhan.kernel.access import guarded
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_see_requests)
def kind_list(request: HttpRequest) -> HttpResponse:
    """The kinds in force, with their limits and how many cases run on each version."""
    context = {"kinds": queries.kinds_in_force(), "keeps": policies.can_keep(request.user)}
    return page(request, "cases/kind_list.html", context)


@require_GET
@guarded(policies.can_see_requests)
def kind_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Every version of a kind, and what each says otherwise than the one before it."""
    versions = queries.versions_of(code)
    if not versions:
        raise Http404
    context = {"versions": versions, "kind": versions[0].kind, "keeps": policies.can_keep(request.user)}
    return page(request, "cases/kind_detail.html", context)


@form_page
@guarded(policies.can_keep)
def kind_publish(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Change what a kind is called, its limits and its mechanisms."""
    kind = get_object_or_404(Kind, code=code, version=version)
    form = KindForm(posted(request), instance=kind)
    return _next(request, kind, form, "cases/kind_form.html", said=form.said)


@form_page
@guarded(policies.can_keep)
def kind_questions(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Change what a kind asks beside the words."""
    kind = get_object_or_404(Kind, code=code, version=version)
    rows, form = QuestionFormSet(posted(request), initial=rows_of(kind.fields)), NextForm(posted(request), kind=kind)
    if form.is_valid() and not rows.is_valid():
        form.add_error(None, _("有几处要改一下，见下面。"))
    return _next(request, kind, form, "cases/kind_questions.html", said=lambda: said(rows, kind), rows=rows)


@form_page
@guarded(policies.can_keep)
def kind_acts(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Change who may do what in cases of a kind."""
    kind = get_object_or_404(Kind, code=code, version=version)
    form = ActsForm(posted(request), kind=kind)
    return _next(request, kind, form, "cases/kind_acts.html", said=form.said)


def _next(
    request: HttpRequest,
    kind: Kind,
    form: BaseForm,
    template: str,
    *,
    said: Callable[[], Mapping[str, Any]],
    **context: object,
) -> HttpResponse:
    """Publish the next version with what was `said`; cases that run keep theirs. What came meanwhile is shown first."""
    made = attempt(
        form, lambda: services.publish_kind(actor=request.user, after=form.cleaned_data["after"], said=said())
    )
    if not made:
        return page(request, template, {"form": form, "kind": kind, "newest": queries.newest(kind), **context})
    told = (
        _("第 %(version)d 版已生效。")
        if made != form.cleaned_data["after"]
        else _("和第 %(version)d 版一样，没有新版本。")
    )
    messages.success(request, told % {"version": made.version})
    return redirect("cases:kind-detail", made.code)


@require_GET
@guarded(policies.can_see_requests)
def body_list(request: HttpRequest) -> HttpResponse:
    """The bodies that stations may ask, where, and who answers for them."""
    context = {"bodies": queries.bodies(), "keeps": policies.can_keep(request.user)}
    return page(request, "cases/body_list.html", context)


@form_page
@guarded(policies.can_keep)
def body_create(request: HttpRequest) -> HttpResponse:
    """Write down a body that is new; then say who answers for it."""
    form = BodyForm(posted(request), initial={"active": True})
    made = attempt(form, lambda: services.keep_body(actor=request.user, fields=form.cleaned_data))
    if made:
        return redirect("cases:body-edit", made.pk)
    return page(request, "cases/body_form.html", {"form": form, "body": None})


@form_page
@guarded(policies.can_keep)
def body_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what is written about a body, and see who answers for it."""
    body = get_object_or_404(queries.bodies(), pk=pk)
    form = BodyForm(posted(request), instance=body)
    form.fields["code"].disabled = True
    if attempt(form, lambda: services.keep_body(actor=request.user, fields=form.cleaned_data)):
        messages.success(request, _("已保存。"))
        return redirect("cases:body-list")
    return page(request, "cases/body_form.html", {"form": form, "body": body, "delegate": DelegateForm()})


@require_POST
@guarded(policies.can_keep)
def delegate_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have somebody, by phone, answer for a body."""
    body = get_object_or_404(queries.bodies(), pk=pk)
    delegate = DelegateForm(posted(request))
    if attempt(delegate, lambda: services.add_delegate(actor=request.user, body=body, **delegate.cleaned_data)):
        return redirect("cases:body-edit", pk)
    context = {"form": BodyForm(instance=body), "body": body, "delegate": delegate}
    return page(request, "cases/body_form.html", context)


@require_POST
@guarded(policies.can_keep)
def delegate_remove(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Let somebody no longer answer for a body."""
    body = get_object_or_404(Body, pk=pk)
    services.remove_delegate(actor=request.user, body=body, person_id=person)
    return redirect("cases:body-edit", pk)
