"""Kontakter uden login: caseworkers and the municipality's contacts. They get a mail about deadlines, never about persons."""

from typing import Any

from django.urls import reverse

from ..forms.contact import ContactForm
from ..models import Contact
from ..services import contact as services
from ..tables import ContactTable
from .doors import COURSES, OnTheWay, Trail, WorkAdd, WorkEdit, WorkList, WorkRemove, trail_of

EDIT = "agreements.edit_contact"


class ContactList(WorkList):
    """By name."""

    model = Contact
    table_class = ContactTable
    title = "Kontakter uden login"
    lead = "De får besked på mail, når der er noget, de skal vide. Mailen rummer aldrig oplysninger om deltagere."
    tabs, tab, tabs_label = COURSES, "agreements:contacts", "Forløb og deltagere"
    counted = ("kontakt", "kontakter")
    empty_text = "Her kommer sagsbehandlere og andre i kommunen, der ikke selv bruger portalen."
    create_url_name = "agreements:contact-add"
    create_text = "Opret kontakt"
    create_permission = EDIT
    trash_url_name = "agreements:trash"


class _OfContact(OnTheWay):
    """Pages of one contact."""

    model = Contact
    permission = EDIT

    def trail(self, record: Any) -> Trail:
        """From the list."""
        return trail_of("Kontakter uden login", "agreements:contacts")

    def done_url(self, record: Any) -> str:
        """The list: a contact has no page of its own to read."""
        return reverse("agreements:contacts")

    def cancel_url(self, record: Any) -> str:
        """Back to the list."""
        return reverse("agreements:contacts")


class ContactAdd(_OfContact, WorkAdd):
    """A new contact of one's own municipality."""

    form_class = ContactForm
    service = staticmethod(services.add_contact)
    title = "Opret kontakt uden login"
    submit_text = "Opret kontakt"
    done_text = "{record} er oprettet."
    list_url_name = "agreements:contacts"

    def start(self) -> Contact:
        return Contact(municipality_id=self.request.access.municipality_id)

    def allow(self, permission: str, obj: Any = None) -> None:
        """Whoever follows no municipality has none to add to."""
        super().allow(permission, obj if obj is None or obj.municipality_id else None)


class ContactEdit(_OfContact, WorkEdit):
    """Rettelse."""

    form_class = ContactForm
    change = staticmethod(services.correct_contact)
    remove_url_name = "agreements:contact-remove"
    remove_text = "Slet kontakten"


class ContactRemove(_OfContact, WorkRemove):
    """Only one whom nobody waits to hear from."""

    service = staticmethod(services.remove_contact)

    def refusal(self, record: Contact) -> str:
        return services.kept_by(record)
