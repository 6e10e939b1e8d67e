"""One record: name and status on top, what can be done now, facts, texts, history."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .door import Door


class RecordPage(Door):
    """What a page of a record shows; an app says the facts, and who may do what."""

    template_name = "components/record_page.html"
    parent: tuple[str, str] = ("", "")

    def facts(self, record: Any) -> Iterable[tuple[str, Any]]:
        """Pairs of term and value (or list of values)."""
        return []

    def texts(self, record: Any) -> Iterable[tuple[str, str]]:
        """Longer texts, each with its heading; empty ones are left out."""
        return []

    def actions(self, record: Any) -> Iterable[tuple[str, str]]:
        """Pairs of words and address; the first is the filled button."""
        return []

    def events(self, record: Any) -> Iterable[Any]:
        """Its history, newest first, for those who may see it."""
        return []

    def heading(self, record: Any) -> str:
        """The page's heading."""
        return str(record)

    def lead(self, record: Any) -> str:
        """The one sentence that already answers the heading."""
        return ""

    def more(self, record: Any) -> dict[str, Any]:
        """More context for a page of its own."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        context = {
            "title": self.heading(record),
            "lead": self.lead(record),
            "record": record,
            "facts": list(self.facts(record)),
            "texts": [(heading, text) for heading, text in self.texts(record) if text],
            "actions": list(self.actions(record)),
            "events": list(self.events(record)),
        }
        return render(request, self.template_name, context | self.more(record))
