"""What is published, for everybody: read from the frozen copy, never counted."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ..document.frozen import PAGE
from ..editions import Edition
from ..models import PublishedFile, PublishedReport
from ..services import versions
from .serving import served

_State = PublishedReport.State


def version_address(version: PublishedReport) -> str:
    """Where everybody reads it."""
    return reverse(
        "reports:published-version", args=[versions.place_slug(version.municipality), version.year, version.number]
    )


def newest_address(version: PublishedReport) -> str:
    """Where the year's newest version always is."""
    return reverse("reports:published-newest", args=[versions.place_slug(version.municipality), version.year])


@login_not_required
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """All reports by municipality and year, the newest version of each; what is withdrawn is not there."""
    places = []
    for place, found in groupby(versions.newest_of_each_year(), key=lambda version: version.municipality):
        years = [next(same) for _, same in groupby(found, key=lambda version: version.year)]
        places.append((place, [(version, newest_address(version)) for version in years]))
    return render(request, "reports/document/public.html", {"title": "Årsrapporter", "places": places})


@login_not_required
@require_safe
def by_key(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address of a version, as the log has it."""
    found = PublishedReport.objects.filter(kind=versions.ANNUAL, state__in=PublishedReport.REACHABLE)
    return HttpResponseRedirect(version_address(get_object_or_404(found.select_related("municipality"), pk=pk)))


@login_not_required
@require_safe
def newest(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The year's newest version; where all are withdrawn, the last of them says so."""
    found = _versions(slug, year)
    return _page(request, next((v for v in found if v.state == _State.PUBLISHED), found[0]), found)


@login_not_required
@require_safe
def version(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """One version, also when there is a newer one, or when it is withdrawn."""
    found = _versions(slug, year)
    return _page(request, _numbered(found, number), found)


@login_not_required
@require_safe
def file(request: HttpRequest, slug: str, year: int, number: int, name: str) -> HttpResponse:
    """A file of the public edition."""
    wanted = _numbered(_versions(slug, year), number)
    found = PublishedFile.objects.filter(publication=wanted, edition=str(Edition.PUBLIC), name=name).exclude(name=PAGE)
    if wanted.state == _State.WITHDRAWN:
        return _withdrawn(request, wanted, status=410)
    return served(request, wanted, get_object_or_404(found), public=True)


def _versions(slug: str, year: int) -> list[PublishedReport]:
    place = versions.place_of_slug(slug)
    found = versions.public_versions(place, year) if place else []
    if place is None or not found:
        raise Http404
    for one in found:
        one.municipality = place
    return found


def _numbered(found: list[PublishedReport], number: int) -> PublishedReport:
    wanted = next((one for one in found if one.number == number), None)
    if wanted is None:
        raise Http404
    return wanted


def _page(request: HttpRequest, shown: PublishedReport, found: list[PublishedReport]) -> HttpResponse:
    if shown.state == _State.WITHDRAWN:
        return _withdrawn(request, shown)
    body = versions.content(shown, Edition.PUBLIC, PAGE)
    if body is None:
        raise Http404
    newer = next((one for one in found if one.state == _State.PUBLISHED and one.number > shown.number), None)
    context: dict[str, Any] = {
        "title": f"{shown} – Socialportal",
        "version": shown,
        "body": mark_safe(body.decode()),  # our own markup, made from escaped texts when it was frozen
        "newer": version_address(newer) if newer else "",
        "older": [(one, version_address(one)) for one in found if one.number < shown.number],
        "files": [
            (one, f"{version_address(shown)}{one.name}", _kind_and_size(one)) for one in versions.public_files(shown)
        ],
        "address": version_address(shown),
    }
    return render(request, "reports/published.html", context)


def _withdrawn(request: HttpRequest, shown: PublishedReport, *, status: int = 200) -> HttpResponse:
    held = versions.newest(shown.municipality, shown.year)
    context = {
        "title": f"{shown} er trukket tilbage",
        "version": shown,
        "newer": version_address(held) if held else "",
    }
    return render(request, "reports/published_withdrawn.html", context, status=status)


def _kind_and_size(one: PublishedFile) -> str:
    """`CSV, 3 kB`."""
    kind = one.name.rpartition(".")[2].upper()
    if one.size < 1_000_000:
        return f"{kind}, {max(round(one.size / 1000), 1)} kB"
    return f"{kind}, {one.size / 1_000_000:.1f} MB".replace(".", ",")
