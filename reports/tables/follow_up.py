"""Columns of the list of recommendations."""

import re
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from socialportal.common.templatetags.portal import status

from ..models import Recommendation, RecommendationAnswer

_FIGURE = re.compile(r"\{\{.*?\}\}", re.DOTALL)  # a list is no report: a figure in a text is only a gap
SHAPES = {"yes": "ok", "partly": "half", "no": "over"}
WORDS = dict(RecommendationAnswer.Followed.choices)


class RecommendationTable(tables.Table):
    """One line a recommendation, with its last answer."""

    year = tables.Column("År", accessor="report__year")
    about = tables.Column("Om", accessor="pk", orderable=False)
    text = tables.Column("Anbefaling", orderable=False)
    followed = tables.Column("Fulgt", empty_values=())
    told = tables.Column("Hvad der skete", default="", orderable=False)

    class Meta:
        model = Recommendation
        fields: tuple[str, ...] = ()

    def render_year(self, value: int) -> str:
        return str(value)

    def render_about(self, record: Any) -> str:
        return str(record)

    def value_about(self, record: Any) -> str:
        return str(record)

    def render_text(self, value: str) -> str:
        return Truncator(_FIGURE.sub("…", value)).words(40)

    def value_text(self, value: str) -> str:
        return _FIGURE.sub("…", value)

    def render_followed(self, record: Any) -> SafeString | str:
        if not record.followed:
            return status("todo", "Ikke besvaret")
        return status(SHAPES[record.followed], f"{WORDS[record.followed]}, {record.answered_in}")

    def value_followed(self, record: Any) -> str:
        return f"{WORDS[record.followed]}, {record.answered_in}" if record.followed else "Ikke besvaret"

    def render_told(self, value: str) -> str:
        return Truncator(_FIGURE.sub("…", value)).words(40)

    def value_told(self, value: str) -> str:
        return _FIGURE.sub("…", value)
