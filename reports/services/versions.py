"""What has been published, as it is read: never by counting anew."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from socialportal.accounts.models import Municipality
from socialportal.audit.models import Entry
from socialportal.common import danish

from ..document.frozen import NAMES, PAGE
from ..editions import Edition
from ..models import AnnualReport, PublishedFile, PublishedReport
from ..rules import key_from

ANNUAL = PublishedReport.Kind.ANNUAL


def place_slug(place: Municipality) -> str:
    """`Slagelse` → `slagelse`, `Ærø` → `aeroe`."""
    return key_from(place.name, (), longest=60)


def place_of_slug(slug: str) -> Municipality | None:
    """The municipality with that address, among those that have published."""
    published = Municipality.objects.filter(published_reports__state__in=PublishedReport.REACHABLE).distinct()
    return next((place for place in published if place_slug(place) == slug), None)


def public_versions(place: Municipality, year: int) -> list[PublishedReport]:
    """What the public can reach of a year, the newest first."""
    return list(
        PublishedReport.objects.filter(
            municipality=place, year=year, kind=ANNUAL, state__in=PublishedReport.REACHABLE
        ).order_by("-number")
    )


def newest_of_each_year() -> QuerySet[PublishedReport]:
    """Every published version, by municipality and year, the newest first."""
    return (
        PublishedReport.objects.public()  # type: ignore[attr-defined]
        .filter(kind=ANNUAL)
        .select_related("municipality")
        .order_by("municipality__name", "-year", "-number")
    )


def newest(place: Municipality, year: int) -> PublishedReport | None:
    """The version that holds: the newest that is not withdrawn."""
    return next((v for v in public_versions(place, year) if v.state == PublishedReport.State.PUBLISHED), None)


def public_files(version: PublishedReport) -> list[PublishedFile]:
    """What everybody can fetch, without its content: the report and its figures first."""
    found = PublishedFile.objects.filter(publication=version, edition=str(Edition.PUBLIC)).exclude(name=PAGE)
    first = list(NAMES.values())
    return sorted(
        found.defer("content"),
        key=lambda f: (first.index(f.name) if f.name in first else 9, f.name.endswith(".svg"), f.name),
    )


def content(version: PublishedReport, edition: Edition, name: str) -> bytes | None:
    """A file as it was frozen."""
    found = PublishedFile.objects.filter(publication=version, edition=str(edition), name=name)
    row = found.values_list("content", flat=True).first()
    return None if row is None else bytes(row)


# --- What a count of today differs in ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """A figure that is not what it was. None means that it was not there."""

    label: str
    before: Any
    now: Any

    @property
    def before_said(self) -> str:
        """As a Dane reads it."""
        return _said(self.before)

    @property
    def now_said(self) -> str:
        """As a Dane reads it."""
        return _said(self.now)


def _said(value: Any) -> str:
    if value is None:
        return "kendes ikke"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return danish.number(Decimal(str(value))) if isinstance(value, (int, float)) else str(value)


_WORDS = {
    "actual": "nået",
    "target": "måltal",
    "target_max": "højeste måltal",
    "met": "er nået",
    "places": "pladser",
    "places_optional": "ekstra pladser",
    "in_use": "pladser i brug",
    "optional_in_use": "ekstra pladser i brug",
    "started": "begyndte forløb",
    "ended": "afsluttede forløb",
    "running": "forløb i gang",
    "outcomes_total": "registrerede statusser",
    "positive": "job eller uddannelse",
    "positive_pct": "job eller uddannelse, %",
    "stopped": "stoppet",
    "stopped_pct": "stoppet, %",
    "made": "planer lavet",
    "in_progress": "planer på vej",
    "none": "uden plan",
}


def flat(told: dict[str, Any]) -> dict[str, Any]:
    """The numbers of a `tal.json` by what they are called. Pure."""
    definitions = told.get("definitions", {})
    found = {definitions.get(name, {}).get("label") or name: value for name, value in told.get("figures", {}).items()}
    for goal in told.get("goals", []):
        for key in ("target", "target_max", "actual", "met"):
            if key in goal:
                found[f"Målet ”{goal.get('label') or goal['key']}”: {_WORDS[key]}"] = goal[key]
    for part, words in (("agreements", "Aftale {}, evalueret"), ("agreements_year", "Aftale {}, i året")):
        for agreement in told.get(part, []):
            found |= _numbers(words.format(agreement.get("number", "")), agreement)
    found |= {f"Job fordelt: {label}": value for label, value in told.get("placement_groups", {}).items()}
    return found


def _numbers(where: str, told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in told.items():
        if isinstance(value, dict):
            found |= {f"{where}: {_WORDS.get(inner, inner)}": number for inner, number in value.items()}
        elif key in _WORDS:
            found[f"{where}: {_WORDS[key]}"] = value
    return found


def differences(before: dict[str, Any], now: dict[str, Any]) -> list[Difference]:
    """What is not the same in two `tal.json`, in the order of the first. Pure."""
    old, new = flat(before), flat(now)
    return [
        Difference(label, old.get(label), new.get(label))
        for label in [*old, *(label for label in new if label not in old)]
        if old.get(label) != new.get(label) or (label in old) != (label in new)
    ]


def frozen_figures(version: PublishedReport, edition: Edition = Edition.INTERNAL) -> dict[str, Any]:
    """The figures of a version."""
    return json.loads(content(version, edition, NAMES["json"]) or b"{}")


def changed_since(version: PublishedReport) -> list[tuple[str, str, int]]:
    """(model, verb, how often) of what was done in the municipality since: why a count may differ."""
    rows = (
        Entry.objects.filter(municipality_code=version.municipality.code, at__gt=version.started_at)
        .exclude(model=version._meta.label_lower)
        .values_list("model", "verb")
        .annotate(times=Count("pk"))
        .order_by("model", "verb")
    )
    return [(model, verb, times) for model, verb, times in rows]


def versions_of(report: AnnualReport) -> QuerySet[PublishedReport]:
    """All of a report, the newest first, also those that are on their way or could not be made."""
    return (
        PublishedReport.objects.filter(report=report, kind=ANNUAL)
        .select_related("municipality", "requested_by")
        .order_by("-number", "-pk")
    )
