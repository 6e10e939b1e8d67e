"""What belongs to the municipality as such: a new record is the one in focus', and the way back leads to a list."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from socialportal.common.pages import Door, RecordAdd, RecordEdit, RecordRemove


class OfHere(Door):
    """Says which list the pages of a kind belong to: its words and the name of its address."""

    back_text = ""
    back = ""

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        return {"crumb": (self.back_text, reverse(self.back))}


class HereAdd(OfHere, RecordAdd):
    """A new record of the municipality in focus."""

    template_name = "enterprises/form.html"

    def start(self) -> Any:
        """Raises PermissionDenied for those who work in no municipality."""
        here = self.request.access.municipality
        if here is None:
            raise PermissionDenied
        return self.model(municipality=here, **self.initial())

    def initial(self) -> dict[str, Any]:
        """What is likely."""
        return {}

    def cancel_url(self, record: Any) -> str:
        """Back to the list."""
        return reverse(self.back)


class HereEdit(OfHere, RecordEdit):
    """An existing one, with the way to its removal."""

    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    remove_url_name = ""
    remove_text = ""

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back, and for what is dangerous."""
        shown = super().more(record)
        if self.remove_url_name and record.pk:
            shown |= {"danger_text": self.remove_text, "danger_url": reverse(self.remove_url_name, args=[record.pk])}
        return shown


class HereRemove(OfHere, RecordRemove):
    """Into the trash, and back to the list."""

    template_name = "enterprises/confirm.html"

    def done_url(self, record: Any) -> str:
        """The list."""
        return reverse(self.back)
