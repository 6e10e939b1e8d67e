"""One's messages, and which of them come by mail."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from socialportal.accounts.access import Access

from .. import kinds
from ..forms import ChoicesForm
from ..models import Notice, Preference
from ..services import telling

PER_PAGE = 25


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """All of them, newest first."""
    mine: Any = Notice.objects.visible_to(request.access)  # type: ignore[attr-defined]
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    context = {"title": "Beskeder", "page": page, "unread": mine.unread().count()}
    return render(request, "notices/inbox.html", context)


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Read from now on, and on to the page it is about."""
    mine: Any = Notice.objects.visible_to(request.access)  # type: ignore[attr-defined]
    notice = get_object_or_404(mine, pk=pk)
    telling.mark_read([notice])
    inside = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and inside else "notices:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """All of them are read."""
    mine: Any = Notice.objects.visible_to(request.access)  # type: ignore[attr-defined]
    telling.mark_read(list(mine.unread()))
    messages.success(request, "Alle beskeder er markeret som læst.")
    return redirect("notices:inbox")


def sides(access: Access) -> list[str]:
    """On which sides somebody stands: with the municipality, with an enterprise, or both."""
    found = [(kinds.MUNICIPALITY, access.roles), (kinds.ENTERPRISES, access.enterprises)]
    return [side for side, held in found if held]


def choices(request: HttpRequest) -> HttpResponse:
    """Which come by mail."""
    user: Any = request.user
    offered = kinds.choices(sides(request.access))  # type: ignore[attr-defined]
    off = set(Preference.objects.filter(user=user).values_list("kind", flat=True))
    wanted = [kind for kind, _ in offered if kind not in off]
    form = ChoicesForm(request.POST if request.method == "POST" else None, initial={"kinds": wanted}, offered=offered)
    if request.method == "POST" and form.is_valid():
        telling.choose(user, set(form.cleaned_data["kinds"]), {kind for kind, _ in offered})
        messages.success(request, "Dit valg er gemt.")
        return redirect("notices:choices")
    context = {
        "title": "Hvilke beskeder vil du have?",
        "lead": "Alle beskeder står på siden Beskeder. Her vælger du, hvad du også vil have som mail.",
        "form": form,
        "submit_text": "Gem",
    }
    return render(request, "notices/choices.html", context, status=422 if form.errors else 200)
