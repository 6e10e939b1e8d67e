"""Fields and choices that several forms share."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from stdnum.dk import cvr

from socialportal.common import danish
from socialportal.common.forms import RecordForm

from ..models import Presence, check_cvr


def cvr_number(value: str) -> str:
    """The eight digits, without spaces and country. Raises ValidationError that says what is wrong with it."""
    check_cvr(value)
    return str(cvr.compact(value))


class MoneyInput(forms.TextInput):
    """Shows an amount with the decimals it has: `412.000`, `412,50`."""

    def format_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return danish.number(value, 0 if value == value.to_integral_value() else 2)
        return super().format_value(value)


def as_money(field: forms.Field) -> None:
    """Amounts are written as Danes write them: `1.687.000` and `412,50`."""
    field.localize = True
    field.widget = MoneyInput()
    field.widget.is_localized = True
    field.error_messages["invalid"] = "Skriv beløbet i kroner, fx 20.000."


class CvrField(forms.CharField):
    """One CVR number, written as people write it: `12 34 56 78`, `DK12345678`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "CVR-nummer", "max_length": 14, **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return cvr_number(text) if text else ""


class CvrNumbersField(forms.CharField):
    """Several CVR numbers, one on each line or with commas between. Cleans to a list."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(**{"label": "CVR-numre", "required": False, "widget": widget, **kwargs})

    def clean(self, value: Any) -> Any:
        numbers: list[str] = []
        for part in super().clean(value).replace(",", "\n").replace(";", "\n").splitlines():
            if part.strip() and (number := self._one(part.strip())) not in numbers:
                numbers.append(number)
        return numbers

    @staticmethod
    def _one(text: str) -> str:
        try:
            return cvr_number(text)
        except ValidationError as error:
            raise ValidationError([f"{text}: {message}" for message in error.messages]) from error


class WebAddress(forms.URLField):
    """`www.firma.dk` is taken as https; nothing but web pages is linked to."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


def name_the_blank(field: forms.Field, text: str) -> None:
    """Says what an empty choice means, instead of a row of dashes."""
    choices = [choice for choice in field.choices if choice[0]]  # type: ignore[attr-defined]
    field.choices = [("", text), *choices]  # type: ignore[attr-defined]


class PresenceChoice(forms.ModelChoiceField):
    """Which enterprise, by name; in which time and place only where that is in doubt."""

    def __init__(self, **kwargs: Any) -> None:
        queryset = Presence.objects.select_related("enterprise", "municipality").order_by(
            "enterprise__name", "valid_from"
        )
        super().__init__(queryset, **{"label": "Virksomhed", "empty_label": "Vælg en virksomhed", **kwargs})

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.enterprise.name} ({obj.span})" if obj.valid_to else obj.enterprise.name


class SourceForm(RecordForm):
    """A form where only the municipality's people see and write what the facts build upon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "source_note" in self.fields:
            self.fields["source_note"].widget = forms.Textarea(attrs={"rows": 2})
