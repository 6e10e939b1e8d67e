"""The history of a record in Danish sentences."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q

from socialportal.common import danish

from .models import Entry

VERBS = {
    "added": "oprettede {label}",
    "corrected": "rettede {fields}",
    "changed": "ændrede {fields}",
    "removed": "slettede {label}",
    "restored": "hentede {label} tilbage",
    "invited": "inviterede {label}",
    "resent": "sendte invitationen til {label} igen",
    "withdrew": "trak invitationen til {label} tilbage",
    "accepted": "tog imod invitationen",
    "given": "gav en rolle: {label}",
    "ended": "afsluttede {label}",
    "reopened": "genåbnede {label}",
    "published": "offentliggjorde {label}",
    "journaled": "overførte {label} til journalen",
    "calendar_made": "lavede en kalenderadresse",
    "calendar_revoked": "lukkede sin kalenderadresse",
}
_LONG = 80


@dataclass(frozen=True)
class Event:
    """One line of a record's history."""

    at: datetime
    sentence: str
    reason: str
    is_correction: bool


def _field_name(model: type[models.Model] | None, name: str) -> str:
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        field = None
    if field is None:
        return name
    if hasattr(field, "verbose_name"):
        return str(field.verbose_name)
    return str(field.related_model._meta.verbose_name_plural)  # type: ignore[union-attr]  # a relation seen from behind


def _one_change(name: str, before: str, after: str) -> str:
    if len(before) > _LONG or len(after) > _LONG:
        return name
    if before and after:
        return f"{name} fra ”{before}” til ”{after}”"
    return f"{name} til ”{after}”" if after else f"{name}, så feltet er tomt (før: ”{before}”)"


def sentence(entry: Entry) -> str:
    """`Anna Holm (Socialøkonomisk konsulent) rettede navn fra ”Sumak” til ”Sumak Café”.`"""
    try:
        model = apps.get_model(entry.model)
    except LookupError:
        model = None
    who = str(entry.actor) if entry.actor else "Systemet"
    if entry.actor and entry.acting_as:
        who += f" ({entry.acting_as})"
    fields = danish.listing(
        _one_change(_field_name(model, name), before, after) for name, (before, after) in entry.changes.items()
    )
    verbs = VERBS | getattr(model, "HISTORY", {})  # a model may have words of its own
    _, last_day = entry.changes.get("valid_to", ("", ""))
    text = verbs.get(entry.verb, f"{entry.verb} {{label}}").format(
        label=entry.label, fields=fields or entry.label, last_day=last_day
    )
    return f"{who} {text}."


def history(record: models.Model, limit: int | None = None) -> list[Event]:
    """What happened to a record, newest first, in two queries at most."""
    entries = Entry.objects.about(record).select_related("actor")
    return [
        Event(entry.at, sentence(entry), entry.reason, entry.verb == "corrected")
        for entry in (entries[:limit] if limit else entries)
    ]


def _about_any(records: Iterable[models.Model]) -> Q:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for record in records:
        found[record._meta.label_lower].append(record.pk)
    about = Q(pk__in=[])
    for model, pks in found.items():
        about |= Q(model=model, object_id__in=pks)
    return about


def history_of(records: Iterable[models.Model], limit: int | None = None) -> list[Event]:
    """What happened to several records that are shown together, newest first, in one query."""
    entries = Entry.objects.filter(_about_any(records)).select_related("actor").order_by("-pk")
    return [
        Event(entry.at, sentence(entry), entry.reason, entry.verb == "corrected")
        for entry in (entries[:limit] if limit else entries)
    ]


def removals(records: Iterable[models.Model]) -> dict[tuple[str, int], tuple[str, str]]:
    """Of records in the trash: (model, id) → who put each there and why, in one query."""
    removed = Entry.objects.filter(_about_any(records), verb="removed").select_related("actor").order_by("pk")
    return {(e.model, e.object_id or 0): (str(e.actor or "Systemet"), e.reason) for e in removed}
