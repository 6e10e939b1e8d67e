"""The calculator of rimelighedskravet: numbers in the address, nothing stored."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from socialportal.common.forms import DateInput

from ..tabulate import mean_of

MONTHS = ("maaned1", "maaned2", "maaned3", "maaned4")
MOST = 100_000


class EmployeesField(forms.DecimalField):
    """Full-time equivalents, as people write them: `12`, `12,5`."""

    def __init__(self, **kwargs: Any) -> None:
        limits = {"min_value": Decimal(0), "max_value": MOST, "decimal_places": 2}
        super().__init__(**{"required": False, "localize": True, **limits, **kwargs})


class ReasonablenessForm(forms.Form):
    """Ordinary employees as one average or as four months, how many are there already, and on which day it is asked."""

    gennemsnit = EmployeesField(
        label="Gennemsnit af de seneste fire måneder", help_text="Ordinært ansatte omregnet til fuld tid, fx 12,5."
    )
    maaned1 = EmployeesField(label="Seneste måned")
    maaned2 = EmployeesField(label="Måneden før")
    maaned3 = EmployeesField(label="To måneder før")
    maaned4 = EmployeesField(label="Tre måneder før")
    allerede = forms.IntegerField(
        label="Hvor mange er der allerede i praktik og løntilskud?", required=False, min_value=0, max_value=MOST
    )
    dag = forms.DateField(label="Reglen, som den gælder den", required=False, widget=DateInput)

    unmarked = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Ordinært ansatte på P-nummeret: enten gennemsnittet …", "gennemsnit"),
            Fieldset("… eller tallet for hver af de fire måneder", Row(*MONTHS[:2]), Row(*MONTHS[2:])),
            Fieldset("Nu", "allerede", "dag"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        months = [data[name] for name in MONTHS if data.get(name) is not None]
        if data.get("gennemsnit") is not None and months:
            self.add_error("gennemsnit", "Skriv enten gennemsnittet eller månederne, ikke begge dele.")
        elif months and len(months) < len(MONTHS):
            missing = next(name for name in MONTHS if data.get(name) is None)
            if missing not in self.errors:
                self.add_error(missing, "Skriv tallet for alle fire måneder. Var der ingen ansatte, så skriv 0.")
        elif data.get("gennemsnit") is None and not months and not self.errors:
            self.add_error("gennemsnit", "Skriv, hvor mange ordinært ansatte der er.")
        return data

    @property
    def employees(self) -> Decimal:
        """The average, of a form that is valid."""
        data = self.cleaned_data
        if data["gennemsnit"] is not None:
            return data["gennemsnit"]
        return mean_of(data[name] for name in MONTHS)
