"""What the public directory can be narrowed to. All of it is read from what is public: nothing hidden is found by it."""

import datetime as dt
from collections import defaultdict
from typing import Any

import django_filters as filters
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.utils import timezone

from socialportal.accounts.models import Municipality

from .. import openings
from ..models import CvrNumber, Enterprise, Presence, ProductCategory, Publication, Support, TargetGroup, Trade
from ..models.enterprise import ALIKE, MOST_WORDS, SHORTEST_FORGIVEN, stands_as
from ..terms import STANDINGS

# What an enterprise is marked with, by the name in the address: the label, and the national list of words.
MARKED: dict[str, tuple[str, Any]] = {
    "vare": ("Det kan købes", ProductCategory),
    "branche": ("Branche", Trade),
    "maalgruppe": ("Målgruppe", TargetGroup),
    "stoette": ("Støtte på arbejdspladsen", Support),
}
FIRST = ("q", "kommune", "status")


def found_by(rows: QuerySet, words: str) -> QuerySet:
    """Every word stands somewhere in the name or in what was made public, or begins a CVR number.

    A word that nobody has is a slip of the finger, which PostgreSQL forgives; SQLite finds parts of words only.
    """
    for word in words.lower().split()[:MOST_WORDS]:
        found = rows.filter(_has(word))
        if connection.vendor == "postgresql" and len(word) >= SHORTEST_FORGIVEN and not found.exists():
            # read once: a list is counted and then read, and likeness is dear
            found = rows.filter(pk__in=list(_nearly(rows, word).values_list("pk", flat=True)))
        rows = found
    return rows


def _has(word: str) -> Q:
    if connection.vendor == "postgresql":
        published: Any = Publication.objects.filter(words__contains=word)
    else:
        # the words are small letters already, and SQLite's LIKE is our own and slow (`common.collation`)
        published = Publication.objects.alias(place=StrIndex("words", Value(word))).filter(place__gt=0)
    hit = Q(name__icontains=word) | Q(pk__in=published.values("enterprise"))
    if word.isdigit():
        hit |= Q(Exists(CvrNumber.objects.filter(enterprise=OuterRef("pk"), number__startswith=word)))
    return hit


def _nearly(rows: QuerySet, word: str) -> QuerySet:
    published = Publication.objects.filter(words__trigram_word_similar=word)
    alike = rows.order_by().alias(alike=TrigramWordSimilarity(word, "name"))
    return alike.filter(Q(alike__gte=ALIKE) | Q(pk__in=published.values("enterprise")))


class DirectoryFilter(filters.FilterSet):
    """Rows are enterprises, read with their standing. Words that nobody is marked with are no choice."""

    q = filters.CharFilter(label="Søg efter navn, vare, ydelse eller sted", method="search")
    kommune = filters.ModelChoiceFilter(
        label="Kommune",
        queryset=Municipality.objects.with_records().order_by("name"),
        to_field_name="code",
        method="in_municipality",
        empty_label="Alle",
    )
    status = filters.ChoiceFilter(
        label="Status",
        choices=[(standing.key, standing.text) for standing in STANDINGS],
        method="stands",
        empty_label="Alle",
    )

    class Meta:
        model = Enterprise
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day: dt.date = timezone.localdate()
        more = self._marked() | self._open()
        for name, one in more.items():
            one.parent, one.model, one.field_name = self, Enterprise, name
        self.filters.update(more)
        self.form.helper = self._layout([*more])

    def _marked(self) -> dict[str, Any]:
        """A filter for each kind of mark that somebody has, with those words only."""
        used: defaultdict[str, set[str]] = defaultdict(set)
        rows: Any = self.queryset.order_by().values_list("publication__marks", flat=True).distinct()
        for marks in rows:
            for mark in filter(None, (marks or "").split("|")):
                kind, _, code = mark.partition(":")
                used[kind].add(code)
        found = {}
        for kind, (label, words) in MARKED.items():
            if not used[kind]:
                continue
            named = dict(
                words.objects.filter(code__in=used[kind]).order_by("order", "name").values_list("code", "name")
            )
            choices = [(code, name[:1].upper() + name[1:]) for code, name in named.items()]
            found[kind] = filters.ChoiceFilter(
                label=label, choices=choices, method=self.is_marked, empty_label="Alle", required=False
            )
        return found

    def _open(self) -> dict[str, Any]:
        """A box for each kind of opening that upper floors know of."""
        return {
            kind.key: filters.BooleanFilter(
                label=kind.label,
                method=self.has_open,
                widget=forms.CheckboxInput(attrs={"value": "on"}),
                required=False,
            )
            for kind in openings.kinds()
        }

    def _layout(self, more: list[str]) -> FormHelper:
        """The three that most people use, and the rest behind a line that opens; open where one of them is chosen."""
        helper = FormHelper()
        chosen = any(self.data.get(name) for name in more)
        opened = f'<details class="more filter-more"{" open" if chosen else ""}><summary>Flere valg</summary><div>'
        helper.layout = Layout(*FIRST, HTML(opened), *more, HTML("</div></details>")) if more else Layout(*FIRST)
        return helper

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return found_by(rows, value)

    def in_municipality(self, rows: QuerySet, name: str, value: Municipality) -> QuerySet:
        here = Presence.objects.filter(enterprise=OuterRef("pk"), listed=True, municipality=value)
        return rows.filter(Exists(here.active_on(self.day)))

    def stands(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(stands_as(value, kind="kind_now", rsv="rsv_now"))

    def is_marked(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(publication__marks__contains=f"|{name}:{value}|")

    def has_open(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        kind = next(one for one in openings.kinds() if one.key == name)
        return rows.filter(pk__in=kind.enterprises(self.day)) if value else rows
