"""What the lists of fund mailings, applications and tasks can be narrowed to."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..buying import CLOSED, DRAFT, OPEN, SETTLED, STATES
from ..models import Enterprise, FundMailing, GrantApplication, ProductCategory, Task
from .lists import years_of


class _OfYear(filters.FilterSet):
    """Mixin: the year of `year_field`, among those that occur in what one may see."""

    year_field = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = f"{self.year_field}__year"
        self.filters["aar"].field_name = field
        self.filters["aar"].extra["choices"] = years_of(
            self.queryset.exclude(**{f"{self.year_field}__isnull": True}), field
        )


class FundMailingFilter(_OfYear):
    """Puljemails by the year they were sent."""

    year_field = "sent_on"
    aar = filters.ChoiceFilter(label="Sendt i", empty_label="Alle år")

    class Meta:
        model = FundMailing
        fields: list[str] = []


class ApplicationFilter(_OfYear):
    """Applications by the year they were sent, by answer and by who applied."""

    year_field = "applied_on"
    aar = filters.ChoiceFilter(label="Søgt i", empty_label="Alle år")
    svar = filters.ChoiceFilter(
        label="Resultat", choices=GrantApplication.Result.choices, field_name="result", empty_label="Alle"
    )
    virksomhed = filters.ModelChoiceFilter(
        label="Ansøger",
        queryset=lambda request: Enterprise.objects.visible_to(request.access).order_by("name"),  # type: ignore[attr-defined]
        field_name="presence__enterprise",
        empty_label="Alle",
    )

    class Meta:
        model = GrantApplication
        fields: list[str] = []


class TaskFilter(filters.FilterSet):
    """Tasks by where they stand and what they are."""

    status = filters.ChoiceFilter(
        label="Status", choices=[(state.key, state.text) for state in STATES], method="stands", empty_label="Alle"
    )
    gruppe = filters.ModelChoiceFilter(
        label="Hvad det er", queryset=ProductCategory.objects.all(), field_name="categories", empty_label="Alt"
    )

    class Meta:
        model = Task
        fields: list[str] = []

    def stands(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """As `buying.state_of` says."""
        today = timezone.localdate()
        wanted = {
            DRAFT.key: Q(published_on=None),
            OPEN.key: Q(published_on__isnull=False, outcome="", deadline__gte=today),
            CLOSED.key: Q(published_on__isnull=False, outcome="", deadline__lt=today),
            SETTLED.key: Q(published_on__isnull=False) & ~Q(outcome=""),
        }
        return rows.filter(wanted[value])
