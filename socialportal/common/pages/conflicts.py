"""Two people at once: what they disagree on, and what the second one chose."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import QueryDict

from ..forms import RecordForm
from ..records import Conflict
from ..shown import shown, shown_links


def keep(name: str) -> bool:
    """Whether a posted field travels on from the conflict page."""
    return name not in {"csrfmiddlewaretoken", "version", "resolving"} and not name.startswith("choose-")


def differing(mine: RecordForm, theirs: RecordForm, conflict: Conflict) -> Iterable[dict[str, Any]]:
    """The fields in which a valid form and what was saved meanwhile disagree, as text; a form's lines count as one field.

    Only what the other one changed is asked about: where just this user wrote, the words stand. `untouched` says that this
    user left the field as it was, so that the other one's words are the likely choice.
    """
    for bound in mine:
        field = _model_field(conflict.current, bound.name)
        if bound.name in mine.part_fields:
            yield from _part(mine, theirs, bound.name, conflict)
            continue
        if bound.is_hidden or field is None:
            continue
        if conflict.before is not None and bound.name not in conflict.before:
            continue
        if isinstance(field, models.ManyToManyField):
            own = shown_links(mine.cleaned_data[bound.name])
            other = shown_links(getattr(conflict.current, bound.name).all())
        else:
            own, other = shown(mine.instance, field), shown(conflict.current, field)
        yield from _row(bound.label, bound.name, own, other, conflict)
    for lines, others in zip(mine.formsets, theirs.formsets, strict=True):
        if conflict.before is None or lines.prefix in conflict.before:
            yield from _row(lines.legend, lines.prefix, lines.in_words(), others.in_words(), conflict)


def _part(mine: RecordForm, theirs: RecordForm, name: str, conflict: Conflict) -> Iterable[dict[str, Any]]:
    """A field of what belongs to the record in other tables."""
    told_as = mine.part_fields[name]
    if conflict.before is None or told_as in conflict.before:
        own, other = (", ".join(as_read(form[name].field, form[name].value())) for form in (mine, theirs))
        before = (conflict.before or {}).get(told_as)
        yield from _row(mine[name].label, name, own, other, Conflict(conflict.current, before={name: before or ""}))


def as_read(field: Any, value: Any) -> list[str]:
    """A field's value in words: the text of a choice, else what a browser would send."""
    names = {str(key): str(text) for key, text in getattr(field, "choices", ())}
    return [names.get(item, item) for item in as_sent(field, value)]


def _row(label: Any, name: Any, own: str, other: str, conflict: Conflict) -> Iterable[dict[str, Any]]:
    if own != other:
        before = (conflict.before or {}).get(name)
        yield {
            "label": label,
            "name": name,
            "mine": own,
            "theirs": other,
            "before": before,
            "untouched": own == before,
        }


def _model_field(record: models.Model, name: str) -> Any:
    try:
        return record._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def as_sent(field: Any, value: Any) -> list[str]:
    """A field's value as a browser would send it."""
    prepared = field.prepare_value(value)
    if prepared is None or prepared == "":
        return []
    if isinstance(prepared, bool):
        return ["on"] if prepared else []
    if isinstance(prepared, (list, tuple)):
        return sorted(str(getattr(item, "pk", item)) for item in prepared)
    formatted = field.widget.format_value(prepared) if hasattr(field.widget, "format_value") else prepared
    if isinstance(formatted, (list, tuple)):
        return [str(item) for item in formatted]
    return [str(formatted)]


def settled(sent: QueryDict, theirs: RecordForm) -> QueryDict:
    """What was sent, with the fields in which the user chose the other's version put back to it."""
    if "resolving" not in sent:
        return sent
    data = sent.copy()
    for name, field in theirs.fields.items():
        if data.get(f"choose-{name}") == "theirs":
            data.setlist(name, as_sent(field, theirs[name].value()))
    for lines in theirs.formsets:
        if data.get(f"choose-{lines.prefix}") == "theirs":
            for name in [name for name in data if name.startswith(f"{lines.prefix}-")]:
                del data[name]
            for form in [lines.management_form, *lines.forms]:
                for bound in form:
                    data.setlist(bound.html_name, as_sent(bound.field, bound.value()))
    return data
