"""One participant's week on the page of a week. A row nobody wrote in is not sent on, so that two people who write for different
participants on the same page do not get in each other's way.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from socialportal.common import danish
from socialportal.common.forms import AmountField

from .. import weeks
from ..weeks import Hours

NUMBERS = ("planned", "attended", "lawful", "absent")


class HoursField(AmountField):
    """Hours in a week, with at most one decimal: `7,5`, and `20` as whole."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, min_value=0, max_value=60, max_digits=4, decimal_places=1)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """`7,5`, not `7,50`."""
        return danish.number(value) if isinstance(value, Decimal) else value


class WeekRow(forms.Form):
    """Planned, attended and absent hours, and the quick way: ”Mødte som planlagt”. `written` is the hours that stand there."""

    as_planned = forms.BooleanField(label="Mødte som planlagt", required=False)
    planned = HoursField("Aftalt")
    attended = HoursField("Mødt")
    lawful = HoursField("Lovligt fravær")
    absent = HoursField("Udeblevet")
    # What the fields held when the page was made: tells what this person wrote from what somebody else saved since.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self,
        data: Any = None,
        *,
        course: Any,
        written: Hours | None = None,
        version: int = 0,
        expected: Decimal | None = None,
    ) -> None:
        self.course = course
        shown = [getattr(written, name) for name in NUMBERS] if written else [expected, None, None, None]
        initial: dict[str, Any] = dict(zip(NUMBERS, shown, strict=True))
        seen = "|".join("" if value is None else danish.number(value) for value in shown)
        super().__init__(data, prefix=f"d{course.pk}", initial=initial | {"seen": seen, "version": version})
        self.written = written
        self.number = course.participant.number
        for field in self.fields.values():  # the summary of errors says whose; beside the row that is known
            field.label = f"{self.number}, {str(field.label).lower()}"

    @property
    def hours_fields(self) -> list[tuple[Any, str]]:
        """The four fields of hours, each with its own short name."""
        return [(self[name], str(self.base_fields[name].label)) for name in NUMBERS]

    @property
    def expected_version(self) -> int:
        """The version of the row one looked at; 0 when there was none."""
        return int(self.cleaned_data.get("version") or 0)

    def has_changed(self) -> bool:
        """Whether this person wrote anything: the checkbox, or other numbers than those on the page they opened."""
        return bool(self.data.get(self.add_prefix("as_planned"))) or self._typed() != self._seen()

    def _typed(self) -> list[str]:
        return [self.data.get(self.add_prefix(name), "").strip() for name in NUMBERS]

    def _seen(self) -> list[str]:
        seen = self.data.get(self.add_prefix("seen"), "").split("|")
        return seen if len(seen) == len(NUMBERS) else [""] * len(NUMBERS)

    def clean(self) -> dict[str, Any]:
        """`hours`, of a row that was written in."""
        data = super().clean() or {}
        if not self.has_changed() or any(name in self.errors for name in NUMBERS):
            return data
        if data.get("planned") is None:
            raise ValidationError({"planned": "Skriv, hvor mange timer der var aftalt. Skriv 0, hvis der ingen var."})
        told = [data.get(name) for name in NUMBERS[1:]]
        if data.get("as_planned"):
            data["hours"] = self._as_planned(data["planned"], told)
        elif all(hours is None for hours in told) and data["planned"]:
            raise ValidationError(
                {"attended": "Skriv, hvor mange timer deltageren mødte, eller sæt kryds ved ”Mødte som planlagt”."}
            )
        else:
            data["hours"] = weeks.filled(data["planned"], *told)
        return data

    def _as_planned(self, planned: Decimal, told: list[Decimal | None]) -> Hours:
        """The cross says that the numbers below are not needed; where new ones say something else, it asks."""
        wanted = Hours(planned, planned)
        if self._typed()[1:] != self._seen()[1:] and weeks.filled(planned, *told) != wanted:
            raise ValidationError(
                {
                    "as_planned": "Der er sat kryds ved ”Mødte som planlagt”, men timerne siger noget andet. Ret et af dem."
                }
            )
        return wanted
