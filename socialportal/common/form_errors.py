"""Errors of forms in words that say what to do, beside the field and in the summary on top."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField

from . import danish
from .form_kinds import kind

# What Django says, told as what to do. Only its own texts are replaced, never one that a form or model has chosen.
_FILL_IN = {
    "group": "Vælg en af mulighederne.",
    "select": "Vælg en af mulighederne.",
    "checkbox": "Sæt kryds, hvis du vil fortsætte.",
    "file": "Vælg en fil.",
}
# (code, whose text it is, what to do). The first that fits is used; `{limit_value}` and the like come with the error.
_TOLD: list[tuple[str, type, str]] = [
    ("invalid", forms.DateField, "Skriv datoen som dag, måned og år, fx 3.4.2018."),
    ("invalid", forms.DecimalField, "Skriv et tal, fx 4,5."),
    ("invalid", forms.FloatField, "Skriv et tal, fx 4,5."),
    ("invalid", forms.IntegerField, "Skriv et helt tal, fx 12."),
    ("invalid", validators.EmailValidator, "Skriv e-mailadressen med @ og punktum, fx navn@firma.dk."),
    ("invalid", validators.URLValidator, "Skriv hele adressen, fx https://www.firma.dk."),
    ("invalid_choice", forms.ChoiceField, "Vælg en af mulighederne på listen."),
    ("invalid_choice", forms.ModelChoiceField, "Vælg en af mulighederne på listen."),
    ("min_value", validators.MinValueValidator, "Skriv et tal, der er mindst {limit_value}."),
    ("max_value", validators.MaxValueValidator, "Skriv et tal, der er højst {limit_value}."),
    ("max_length", validators.MaxLengthValidator, "Skriv højst {limit_value} tegn. Nu er der {show_value}."),
    ("min_length", validators.MinLengthValidator, "Skriv mindst {limit_value} tegn. Nu er der {show_value}."),
]


def messages(field: BoundField) -> list[str]:
    """The field's errors, each saying what to do."""
    return [_told(error, field) for error in field.errors.as_data()]


def _told(error: ValidationError, field: BoundField) -> str:
    if error.code == "required" and error.message == forms.Field.default_error_messages["required"]:
        return (
            "Skriv en dato."
            if isinstance(field.field, forms.DateField)
            else _FILL_IN.get(kind(field), "Udfyld feltet.")
        )
    for code, source, text in _TOLD:
        if error.code == code and _is_own_text(error.message, source, code):
            numbers = {name: danish.number(value) for name, value in (error.params or {}).items() if _is_number(value)}
            try:
                return text.format(**numbers)
            except KeyError:  # a limit that is a date or a function: Django's own sentence says it
                break
    return " ".join(error.messages)


def _is_own_text(message: Any, source: type, code: str) -> bool:
    texts = getattr(source, "default_error_messages", {})
    own = texts.get(code) if texts else getattr(source, "message", None)
    return own is not None and message == own


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


@dataclass(frozen=True)
class Problem:
    """A line of the error summary; `target` is the id of the control to mend, or empty."""

    target: str
    text: str


def problems(sources: Iterable[BaseForm | BaseFormSet]) -> list[Problem]:
    """All errors of forms and formsets in the order of the page. Reads no form that nobody has sent."""
    found: list[Problem] = []
    for source in sources:
        if not source.is_bound:
            continue
        if isinstance(source, BaseFormSet):
            found += [Problem("", str(text)) for text in source.non_form_errors()]
            for number, form in enumerate(source.forms, start=1):
                found += _problems_of(form, f"Linje {number}, ")
        else:
            found += _problems_of(source)
    return found


def _problems_of(form: BaseForm, row: str = "") -> list[Problem]:
    found = [Problem("", f"{row}{text}" if row else str(text)) for text in form.non_field_errors()]
    for field in form:
        target = _target(field)
        label = str(field.label)
        name = f"{row}{label[:1].lower()}{label[1:]}" if row else label
        asked = name if name.endswith("?") else f"{name}:"
        found += [Problem(target, f"{asked} {text}") for text in messages(field)]
    return found


def _target(field: BoundField) -> str:
    """The control to go to: of several, the first."""
    if field.is_hidden:
        return ""
    options = field.subwidgets if kind(field) == "group" else []
    return str(options[0].id_for_label if options else field.id_for_label)
