"""Forms of a need, and what the list of needs can be narrowed to."""

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from crispy_forms.layout import Fieldset, Row
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from enterprises.forms.fields import PresenceChoice
from enterprises.models import Enterprise, Support
from socialportal.accounts.access import Access
from socialportal.accounts.roles import ENTERPRISE_USER
from socialportal.common.forms import DateInput

from ..models import Competence, JobNeed
from ..rules import FOLLOWERS
from .fields import WorkForm

OPEN, CLOSED, ALL = "aabne", "lukkede", "alle"
FILLED, DROPPED = "filled", "dropped"


class NeedForm(WorkForm):
    """What is to be done, how much, from when and where; what it takes, and what the workplace can give."""

    presence = PresenceChoice()

    class Meta:
        model = JobNeed
        fields = [
            "presence",
            "title",
            "tasks",
            "hours_from",
            "hours_to",
            "wanted_from",
            "area",
            "competences",
            "support",
        ]
        labels = {"wanted_from": "Fra hvornår?", "tasks": "Hvad skal der laves?"}
        help_texts = {
            "title": "Opgaven med få ord, fx ”Pakke og mærke varer”.",
            "tasks": "Skriv om opgaverne, ikke om en bestemt person.",
            "wanted_from": "Gerne tre til seks måneder frem, så der er tid til at finde den rigtige.",
            "area": "By eller bydel.",
        }
        widgets = {
            "tasks": forms.Textarea(attrs={"rows": 4}),
            "competences": forms.CheckboxSelectMultiple,
            "support": forms.CheckboxSelectMultiple,
        }
        localized_fields = ["hours_from", "hours_to"]

    def prepare(self) -> None:
        """The enterprises one may speak for; where there is one, it is chosen."""
        field: Any = self.fields["presence"]
        mine = self.spoken_for(self.access)
        now = Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()) | Q(pk=self.instance.presence_id)
        field.queryset = field.queryset.filter(mine, now)
        found = list(field.queryset[:2])
        if len(found) == 1 and not self.instance.pk:
            self.initial["presence"], field.empty_label = found[0].pk, None
            field.queryset = field.queryset

    @staticmethod
    def spoken_for(access: Access, path: str = "") -> Q:
        """Presences of one's own municipalities (staff), and of the enterprises one is user of, not mentor."""
        followed = Q(**{f"{path}municipality__in": access.municipalities(*FOLLOWERS)})
        return followed | Q(**{f"{path}enterprise__in": access.own_enterprises(ENTERPRISE_USER)})

    def layout(self) -> Sequence[Any]:
        return [
            Fieldset("Opgaven", "presence", "title", "tasks"),
            Fieldset("Hvor meget, hvornår og hvor", Row("hours_from", "hours_to"), "wanted_from", "area"),
            Fieldset("Hvad opgaven kræver, og hvad I kan give", "competences", "support"),
        ]


class CloseNeedForm(WorkForm):
    """Whether somebody was found."""

    outcome = forms.ChoiceField(
        label="Hvorfor lukkes behovet?",
        choices=[(FILLED, "Det er besat"), (DROPPED, "Der er ikke længere brug for det")],
        widget=forms.RadioSelect,
    )
    closed_on = forms.DateField(label="Dag", widget=DateInput)

    class Meta:
        model = JobNeed
        fields: list[str] = []

    def prepare(self) -> None:
        self.initial.setdefault("closed_on", timezone.localdate())


class ReopenNeedForm(WorkForm):
    """Why it is wanted again."""

    reason = forms.CharField(label="Hvorfor genåbnes behovet?", max_length=200, help_text="Kan ses i historikken.")

    class Meta:
        model = JobNeed
        fields: list[str] = []


class NeedFilter(filters.FilterSet):
    """Needs by word, state, hours, day, what they take and what the workplace gives."""

    q = filters.CharFilter(label="Opgave, virksomhed eller sted", method="search")
    status = filters.ChoiceFilter(
        label="Status",
        choices=[(OPEN, "Åbne"), (CLOSED, "Lukkede"), (ALL, "Alle")],
        method="in_state",
        empty_label=None,
        initial=OPEN,
    )
    timer = filters.NumberFilter(label="Timer om ugen", method="with_hours")
    senest = filters.DateFilter(label="Begynder senest", field_name="wanted_from", lookup_expr="lte", widget=DateInput)
    kompetence = filters.ModelChoiceFilter(
        label="Kompetence", queryset=Competence.objects.all(), field_name="competences", empty_label="Alle"
    )
    stoette = filters.ModelChoiceFilter(
        label="Støtte på stedet", queryset=Support.objects.all(), field_name="support", empty_label="Alle"
    )
    virksomhed = filters.ModelChoiceFilter(
        label="Virksomhed",
        queryset=lambda request: _enterprises(request),
        field_name="presence__enterprise",
        empty_label="Alle",
    )

    class Meta:
        model = JobNeed
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        rows = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("status") or OPEN
        return rows if state == ALL else rows.filter(closed_on__isnull=state == OPEN)

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split():
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(tasks__icontains=word)
                | Q(area__icontains=word)
                | Q(presence__enterprise__name__icontains=word)
            )
        return rows

    def with_hours(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows.filter(hours_from__lte=value, hours_to__gte=value)

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows


def _enterprises(request: Any) -> QuerySet:
    visible: Any = JobNeed.objects.visible_to(request.access)
    return Enterprise.objects.filter(pk__in=visible.values("presence__enterprise")).order_by("name")
