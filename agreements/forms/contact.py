"""A contact without login."""

from ..models import Contact
from .fields import WorkForm


class ContactForm(WorkForm):
    """Name, title and where mails go."""

    class Meta:
        model = Contact
        fields = ["name", "title", "email"]
