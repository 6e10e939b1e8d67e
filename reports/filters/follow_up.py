"""What the list of recommendations can be narrowed to."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from ..models import Recommendation, RecommendationAnswer

UNANSWERED = "ubesvaret"


class RecommendationFilter(filters.FilterSet):
    """By year, by what became of them, and words."""

    q = filters.CharFilter(label="Søg i anbefalinger og svar", method="search")
    aar = filters.ChoiceFilter(label="År", field_name="report__year", empty_label="Alle")
    fulgt = filters.ChoiceFilter(
        label="Fulgt",
        choices=[*RecommendationAnswer.Followed.choices, (UNANSWERED, "Ikke besvaret")],
        method="by_answer",
        empty_label="Alle",
    )

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by("-report__year").values_list("report__year", flat=True)
        self.filters["aar"].extra["choices"] = [(year, str(year)) for year in dict.fromkeys(years)]

    def by_answer(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(followed=None if value == UNANSWERED else value)

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        words = Q(text__icontains=value) | Q(title__icontains=value) | Q(point__title__icontains=value)
        return rows.filter(words | Q(told__icontains=value))
