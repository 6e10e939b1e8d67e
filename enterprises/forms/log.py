"""Forms of the log: activities, bodies, housing areas."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from socialportal.common.forms import DatedForm, RecordForm

from ..models import Activity, Body, Enterprise, HousingArea, Presence
from ..terms import activity_title
from .fields import SourceForm, name_the_blank


class ActivityForm(RecordForm):
    """One line of the log. What is not written is suggested: the day is today, and the title says what one chose."""

    class Meta:
        model = Activity
        fields = ["kind", "on", "enterprises", "body", "title", "audience", "external", "people", "note"]
        labels = {"external": "Det var uden for kommunens egen organisation"}
        help_texts = {
            "title": "Lad feltet stå tomt, så skriver portalen fx ”Besøg hos Sumak”.",
            "body": "Kun ved et møde i en gruppe eller et forum.",
            "audience": "Hvem der hørte på, fx ”ansatte i jobcentret”.",
            "note": "Kun kommunens medarbejdere ser bemærkningen. Skriv ikke om enkelte deltagere.",
        }
        widgets = {
            "kind": forms.RadioSelect,
            "enterprises": forms.CheckboxSelectMultiple,
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here, today = self.instance.municipality_id, timezone.localdate()
        self.fields["kind"].choices = Activity.Kind.choices  # type: ignore[attr-defined]
        self.fields["title"].required = False
        active = Presence.objects.filter(enterprise=OuterRef("pk"), municipality=here).active_on(today)
        chosen = self.instance.enterprises.values("pk") if self.instance.pk else []
        own: Any = Enterprise.objects.visible_to(self.access)  # type: ignore[attr-defined]
        self.fields["enterprises"].queryset = own.filter(Q(Exists(active)) | Q(pk__in=chosen))  # type: ignore[attr-defined]
        bodies = Body.objects.visible_to(self.access).filter(municipality=here)  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        name_the_blank(self.fields["body"], "Ingen")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Activity.Kind.BODY_MEETING and not data.get("body") and "body" not in self.errors:
            self.add_error("body", "Vælg den gruppe eller det forum, der mødtes.")
        if not data.get("title") and "title" not in self.errors and data.get("kind"):
            data["title"] = activity_title(
                data["kind"],
                enterprises=[one.name for one in data.get("enterprises") or ()],
                body=str(data.get("body") or ""),
                audience=data.get("audience") or "",
            )
        return data


class BodyForm(DatedForm):
    """A body, and who sits in it."""

    class Meta:
        model = Body
        fields = ["name", "members", "valid_from", "since_text", "valid_to"]
        labels = {"valid_from": "Begyndte", "since_text": "Eller siden", "valid_to": "Holdt op"}
        help_texts = {
            "members": "Roller eller organisationer, én på hver linje. Skriv ikke navne på personer.",
            "valid_from": "Den første dag. Lad feltet stå tomt, hvis den ikke kendes.",
            "since_text": "I stedet for dagen, når den ikke kendes, fx ”før 2018”.",
            "valid_to": "Den sidste dag. Lad feltet stå tomt, så længe gruppen mødes.",
        }

    def clean(self) -> dict[str, Any]:
        """A change from a day begins and ends nothing else."""
        data = super().clean()
        days: tuple[str, ...] = ("valid_from", "valid_to")
        if data.get("how") == "from_day" and any(name in self.changed_data for name in days):
            self.add_error("from_day", "Skriv kun den dag, ændringen gælder fra. Gruppens egne dage rettes for sig.")
        return data


class AreaForm(SourceForm):
    """A housing area with the figures of a year."""

    class Meta:
        model = HousingArea
        fields = ["name", "dwellings", "residents", "year", "description", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].widget.attrs["rows"] = 5
