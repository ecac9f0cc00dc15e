"""The platforms and teams that serve enterprises: who takes part, and their words, which the hub edits."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yizhan.enterprises import policies, services
from yizhan.enterprises.forms.people import TeammateForm, WordsForm
from yizhan.enterprises.models import Platform, Team, Teammate
from yizhan.enterprises.queries import platforms as queries
from yizhan.kernel.access import guarded
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_see_desk)
def platform_list(request: HttpRequest) -> HttpResponse:
    """The platforms with how many of the actor's enterprises take part, and the teams with their people."""
    context = {
        "platforms": queries.platforms(request.user),
        "teams": queries.teams(),
        "words": policies.can_word(request.user),
    }
    return page(request, "enterprises/platform_list.html", context)


@require_GET
@guarded(policies.can_see_desk)
def platform_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A platform and the enterprises of the actor that take part."""
    platform = get_object_or_404(Platform, code=code)
    context = {"platform": platform, "parts": queries.parts_of(platform, request.user)}
    return page(request, "enterprises/platform_detail.html", context)


@form_page
@guarded(policies.can_word)
def platform_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change how a platform is named and explained."""
    return _word(request, get_object_or_404(Platform, code=code))


@form_page
@guarded(policies.can_word)
def team_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change how a team is named and explained."""
    return _word(request, get_object_or_404(Team, code=code))


def _word(request: HttpRequest, thing: Platform | Team) -> HttpResponse:
    words = ("name_zh", "name_en", "about_zh", "about_en")
    form = WordsForm(posted(request), initial={name: getattr(thing, name) for name in words})
    if form.is_bound:
        attempt(form, lambda: services.word(actor=request.user, thing=thing, fields=form.cleaned_data))
        if not form.errors:
            messages.success(request, _("已保存。"))
            return redirect("enterprises:platform-list")
    return page(request, "enterprises/words_form.html", {"form": form, "thing": thing})


@form_page
@guarded(policies.can_word)
def teammate_add(request: HttpRequest, code: str) -> HttpResponse:
    """Put a member into a team."""
    team, form = get_object_or_404(Team, code=code), TeammateForm(posted(request))
    if attempt(form, lambda: services.add_teammate(actor=request.user, team=team, **form.cleaned_data)):
        messages.success(request, _("已加入队伍。"))
        return redirect("enterprises:platform-list")
    return page(request, "enterprises/words_form.html", {"form": form, "thing": team})


@form_page
@guarded(policies.can_word)
def teammate_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a member out of a team, after asking."""
    mate = get_object_or_404(Teammate.objects.select_related("team", "person"), pk=pk)
    if request.method == "POST":
        services.remove_teammate(actor=request.user, teammate=mate)
        messages.success(request, _("已离开队伍。"))
        return redirect("enterprises:platform-list")
    context = {
        "title": _("请%(person)s离开%(team)s") % {"person": mate.person, "team": mate.team},
        "facts": [_("只是不再列在队伍里，可以再加入。")],
        "act": _("离开队伍"),
        "back": reverse("enterprises:platform-list"),
        "danger": True,
        "shell": "ui/desk.html",
    }
    return page(request, "ui/confirm.html", context)
