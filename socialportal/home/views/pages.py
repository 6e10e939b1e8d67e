"""Pages anybody may read: accessibility, privacy, help; and the style sheet with a municipality's colour."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from socialportal.accounts.models import Municipality
from socialportal.common.colours import mixed_with_white

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_TINT = 0.11  # share of the colour in the background of what is marked
_ONE_HOUR = 3600


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: what was tested, what is known to be wrong, how to complain."""
    return render(request, "home/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, for how long, and who sees it."""
    return render(request, "home/privacy.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The words, and how to do what each role does most."""
    return render(request, "home/help.html")


@login_not_required
@require_safe
@cache_control(public=True, max_age=_ONE_HOUR)
def accent(request: HttpRequest, code: str) -> HttpResponse:
    """The municipality's colour as CSS variables: an inline style would need a hole in the security policy."""
    colour = Municipality.objects.filter(code=code).values_list("accent", flat=True).first()
    if colour is None or not _COLOUR.fullmatch(colour):
        raise Http404
    tint = mixed_with_white(colour, _TINT)
    return HttpResponse(f":root{{--accent:{colour};--tint:{tint}}}\n", content_type="text/css; charset=utf-8")
