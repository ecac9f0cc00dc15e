"""How a page that does one thing works: it asks, says a refusal in place, and goes back to where one came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

Words = str | Promise


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a page is about to do: its title, its button, what to know first, what is said when it is done."""

    title: Words
    act: Words
    done: Words
    back: str
    facts: tuple[Words, ...] = ()
    danger: bool = False
    frame: str = "ui/desk.html"


def ask(
    request: HttpRequest, asked: Asked, *, form: BaseForm, command: Callable[[Mapping[str, Any]], object]
) -> HttpResponse:
    """Show the form, or do `command` with what it holds and go back."""
    if form.is_bound:
        attempt(form, lambda: command(form.cleaned_data))
        if not form.errors:
            messages.success(request, str(asked.done))
            return redirect(asked.back)
    context = {
        "form": form,
        "title": asked.title,
        "act": asked.act,
        "facts": asked.facts,
        "back": asked.back,
        "danger": asked.danger,
        "shell": asked.frame,
    }
    return page(request, "ui/confirm.html", context)
