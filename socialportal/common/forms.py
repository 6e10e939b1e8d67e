"""What every form of a record has: choices within what one may see, the version it was read in, and for dated facts the
one question: is it a change from a day, or was it always so?
"""

import contextlib
import datetime as dt
import re
import secrets
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.forms import BaseFormSet
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils import timezone

from . import danish
from .phones import check_phone
from .records import Vocabulary

CORRECTION, FROM_DAY = "correction", "from_day"


class DateInput(forms.DateInput):
    """The browser's own date picker, which wants ISO dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class AmountField(forms.DecimalField):
    """An amount as people write it: `8.500,50`, `8500`, `8.500 kr.`"""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """Dots before a comma, or before three digits, are for the eye."""
        if isinstance(value, str):
            value = re.sub(r"\s|kr\.?$", "", value.strip(), flags=re.IGNORECASE)
            if "," in value or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", value):
                value = value.replace(".", "").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """A saved amount with its comma; what was typed as it was typed."""
        return danish.number(value, 0 if value == int(value) else 2) if isinstance(value, Decimal) else value


class Lines(BaseFormSet):
    """Lines that belong to a record and are saved with it, such as a grant's donors. Its `prefix` is the name under which
    the history tells of them. Subclasses say the words and shape of `components/formset.html`.

    The lines are values, not records: what is sent is what they shall be, so that two people's can be compared and chosen
    between as a whole.
    """

    legend = ""
    lead = ""
    in_table = True

    def in_words(self) -> str:
        """The lines as a reader sees them: those that were sent, else those that are there."""
        raise NotImplementedError

    def lines(self) -> list[dict[str, Any]]:
        """What was written on each line, without those left empty and those to be deleted."""
        if not self.is_bound:
            return [dict(line) for line in self.initial or []]
        number = self.initial_form_count()
        return [
            form.cleaned_data
            for place, form in enumerate(self.forms)
            if (place < number or form.has_changed()) and not form.cleaned_data.get("DELETE")
        ]


def plain_breaks(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was sent, with the line breaks that are stored. Browsers send two characters for one, so a text that nobody
    touched would be another, be told of as a change, and count as longer than the form says.
    """

    def plain(value: Any) -> Any:
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    if not isinstance(data, QueryDict):
        return {name: plain(value) for name, value in data.items()}
    sent = data.copy()
    for name, values in data.lists():
        sent.setlist(name, [plain(value) for value in values])
    return sent


class RecordForm(forms.ModelForm):
    """A model form that knows who fills it in.

    Choices of relations are limited by the first door (`visible_to`) wherever the related model has it, so that a form
    never shows what a list would not. Words of national lists are those in use today and on the day the record is about
    (`day_field`), and the one that stands there already.

    `version` travels with the form of an existing record and is compared when it is saved; `token` with that of a new one,
    so that a form sent twice makes one record.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    day_field = ""
    # Fields of what belongs to the record in other tables: name of the field → the name by which the history tells of it.
    part_fields: Mapping[str, str] = {}

    def __init__(self, *args: Any, access: Any, **kwargs: Any) -> None:
        self.access = access
        self.formsets: list[Lines] = []
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = plain_breaks(self.data)
        if self.instance.pk:
            self.fields["version"].initial = getattr(self.instance, "version", None)
            del self.fields["token"]
        else:
            self.fields["token"].initial = secrets.token_urlsafe(16)
            del self.fields["version"]
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = DateInput(field.widget.attrs)
            queryset = getattr(field, "queryset", None)
            if queryset is not None and hasattr(queryset, "visible_to"):
                field.queryset = queryset.visible_to(access)  # type: ignore[attr-defined]
            elif queryset is not None and issubclass(queryset.model, Vocabulary):
                field.queryset = self._in_use(name, queryset)  # type: ignore[attr-defined]
            if name == "phone":  # every telephone number of the portal is called so
                field.validators.append(check_phone)

    def _in_use(self, name: str, words: models.QuerySet) -> models.QuerySet:
        """The words of a list that may be chosen."""
        chosen = self.initial.get(name)
        current = chosen if isinstance(chosen, (list, tuple)) else [chosen]
        found = words.filter(pk__in=[getattr(word, "pk", word) for word in current if word])
        for day in filter(None, [timezone.localdate(), *self._days_told()]):
            found |= words.active_on(day)  # type: ignore[attr-defined]
        return found

    def _days_told(self) -> Iterable[dt.date | None]:
        """The day the record is about: as it stands, and as it was sent."""
        yield getattr(self.instance, self.day_field or "day_field", None)
        field = self.fields.get(self.day_field)
        if self.is_bound and isinstance(field, forms.DateField):
            with contextlib.suppress(forms.ValidationError):  # the field itself will say so
                yield field.to_python(self.data.get(self.add_prefix(self.day_field)))

    def is_valid(self) -> bool:
        """With its lines; all are looked at, so that all errors are told at once."""
        return all([super().is_valid(), *(lines.is_valid() for lines in self.formsets)])

    def hush(self) -> None:
        """Takes away the errors of a form that nobody has finished yet: it is shown again only to get more lines."""
        self._errors = ErrorDict()
        for lines in self.formsets:
            lines._errors = [ErrorDict() for _ in lines.forms]  # type: ignore[attr-defined]
            lines._non_form_errors = ErrorList()  # type: ignore[attr-defined]
            for form in lines.forms:
                form._errors = ErrorDict()

    @property
    def links(self) -> dict[str, list[models.Model]]:
        """What was chosen in fields of many, for the service to set."""
        names = {field.name for field in self._meta.model._meta.many_to_many}
        return {name: list(value) for name, value in self.cleaned_data.items() if name in names}

    @property
    def expected_version(self) -> int:
        """The version the user looked at."""
        return int(self.cleaned_data.get("version") or 0)


class DatedForm(RecordForm):
    """Adds ”Ændring fra en dato / Rettelse” when an existing dated fact is edited."""

    how = forms.ChoiceField(
        label="Hvad er det, du retter?",
        choices=[
            (CORRECTION, "Rettelse: det har hele tiden været sådan"),
            (FROM_DAY, "Ændring fra en dato: det nye gælder fra en bestemt dag"),
        ],
        widget=forms.RadioSelect,
        initial=CORRECTION,
        required=False,
    )
    from_day = forms.DateField(
        label="Ændringen gælder fra", help_text="Kun ved en ændring.", required=False, widget=DateInput
    )
    likely = CORRECTION

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["how"], self.fields["from_day"]
        else:
            self.order_fields(["how", "from_day"])
            self.fields["how"].initial = self.likely

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") == FROM_DAY and not data.get("from_day"):
            self.add_error("from_day", "Skriv den dag, ændringen gælder fra.")
        return data

    @property
    def change_day(self) -> dt.date | None:
        """The day of a change; None for a correction."""
        return self.cleaned_data.get("from_day") if self.cleaned_data.get("how") == FROM_DAY else None


class ReasonForm(forms.Form):
    """A removal: the version one looked at, and why (optional)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Begrundelse", required=False, max_length=200)
