"""What the pages of this app share: the way back, the lists beside this one, and verbs with a form of their own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from socialportal.accounts.access import Access
from socialportal.accounts.rules import may
from socialportal.common.pages import Door, RecordAdd, RecordEdit, RecordList, RecordRemove

HISTORY_SHOWN = 8
LIST = "agreements.list_work"
OWN = (("Mine deltagere", "agreements:own-courses"),)
ATTENDANCE = (("Fremmøde", "agreements:attendance"), ("Fremmødesedler", "agreements:sheets"))
COURSES = (
    ("Forløb", "agreements:courses"),
    ("Deltagere", "agreements:participants"),
    *ATTENDANCE,
    ("Nøglekort", "agreements:key-cards"),
    ("Kontakter uden login", "agreements:contacts"),
)
TOGETHER = (
    ("Aftaler om forløb", "agreements:agreements"),
    ("Evalueringer", "agreements:evaluations"),
    ("Samarbejder", "agreements:collaborations"),
    ("Initiativer", "agreements:initiatives"),
)
Trail = Iterable[tuple[str, str]]


def trail_of(name: str, url_name: str, *records: Any) -> list[tuple[str, str]]:
    """A list and the records on the way from it to a page: pairs of text and address."""
    return [(name, reverse(url_name)), *((str(record), record.get_absolute_url()) for record in records)]


def attendance_tabs(access: Access, here: str) -> dict[str, Any]:
    """The lists beside a page that municipality and enterprise share: each sees those it may open."""
    own = OWN if may(access, "agreements.view_own_course") else ()
    tabs = (*own, *(COURSES if may(access, LIST) else ATTENDANCE))
    shown = [(text, reverse(name), name == here) for text, name in tabs]
    return {"tabs": shown if len(shown) > 1 else [], "tabs_label": "Forløb og fremmøde"}


class WorkList(RecordList):
    """A list among its neighbours."""

    permission = LIST
    template_name = "agreements/list.html"
    tabs: Sequence[tuple[str, str]] = ()
    tab = ""
    tabs_label = ""

    def more(self) -> dict[str, Any]:
        tabs = [(text, reverse(name), name == self.tab) for text, name in self.tabs]
        return {"tabs": tabs, "tabs_label": self.tabs_label}


class OnTheWay(Door):
    """A form page that knows its way back. Subclasses say where a record's page is reached from."""

    def trail(self, record: Any) -> Trail:
        """Pairs of text and address."""
        return []

    def more(self, record: Any) -> dict[str, Any]:
        """For the breadcrumb."""
        return {"trail": list(self.trail(record))}


class WorkAdd(OnTheWay, RecordAdd):
    """A new record."""

    template_name = "agreements/form.html"
    list_url_name = ""

    def cancel_url(self, record: Any) -> str:
        """Back to the list."""
        return reverse(self.list_url_name)


class WorkEdit(OnTheWay, RecordEdit):
    """A correction, with the way to removing it at the end."""

    template_name = "agreements/form.html"
    conflict_template_name = "agreements/conflict.html"
    remove_url_name = ""
    remove_text = ""

    def more(self, record: Any) -> dict[str, Any]:
        shown = super().more(record)
        if self.remove_url_name and record.pk:
            shown |= {"danger_text": self.remove_text, "danger_url": reverse(self.remove_url_name, args=[record.pk])}
        return shown


class WorkVerb(WorkEdit):
    """A verb of a record with fields of its own: `act` calls the service. What somebody else saved meanwhile is told as for
    any form, and nothing typed is lost.
    """

    def save(self, form: Any) -> Any:
        """The service is given the record as the database has it: the form has not touched it."""
        record = self.stored(form.instance)
        return self.act(record, form.cleaned_data, form.expected_version) or record

    def act(self, record: Any, data: dict[str, Any], version: int) -> Any:
        """Calls the service."""
        raise NotImplementedError

    def finish(self, record: Any) -> HttpResponse:
        """Goes to the page of what the verb was about."""
        return super().finish(record)


class WorkRemove(OnTheWay, RecordRemove):
    """A removal; the way back is that of the record."""

    template_name = "agreements/confirm.html"

    def page(self, record: Any, form: Any, status: int = 200) -> HttpResponse:
        self.request.trail = list(self.trail(record))
        return super().page(record, form, status)
