"""The form of a participant's readiness for a job. Chosen words only: nothing in one's own words about a person."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms

from ..models import Readiness
from .fields import WorkForm


class ReadinessForm(WorkForm):
    """Hours, competences, area, from when; considerations with the day of the consent."""

    class Meta:
        model = Readiness
        fields = [
            "ready_from",
            "ready_until",
            "hours_from",
            "hours_to",
            "area",
            "competences",
            "considerations",
            "consent_on",
        ]
        help_texts = {
            "ready_until": "Lad feltet stå tomt, så længe deltageren er klar.",
            "area": "By eller bydel.",
            "considerations": "Kun det, en arbejdsplads skal tage hensyn til, og kun med deltagerens samtykke.",
            "consent_on": "Dagen, deltageren gav samtykke. Uden den kan der ikke noteres skånehensyn.",
        }
        widgets = {"competences": forms.CheckboxSelectMultiple, "considerations": forms.CheckboxSelectMultiple}
        localized_fields = ["hours_from", "hours_to"]

    def layout(self) -> Sequence[Any]:
        return [
            Fieldset("Hvornår og hvor meget", Row("ready_from", "ready_until"), Row("hours_from", "hours_to"), "area"),
            Fieldset("Hvad deltageren kan", "competences"),
            Fieldset("Skånehensyn, med samtykke", "consent_on", "considerations"),
        ]


class WithdrawConsentForm(WorkForm):
    """Nothing to fill in: the button says it."""

    class Meta:
        model = Readiness
        fields: list[str] = []
