"""A letter as text and as simple HTML. Nothing about the receiver goes into a log."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse


def absolute(path: str) -> str:
    """An address of the portal as it stands in a mail."""
    return f"{settings.PORTAL_URL.rstrip('/')}{path}" if path.startswith("/") else path


def send(kind: str, to: str, subject: str, context: dict[str, Any], *, calendar: str = "") -> None:
    """Sends `email/<kind>.txt` and `.html`, and a calendar file with them where there is one.

    Raises OSError where the mail server is away: whoever asked tries again.
    """
    context = context | {"subject": subject, "choices_url": absolute(reverse("notices:choices"))}
    text = render_to_string(f"email/{kind}.txt", context).strip() + "\n"
    message = EmailMultiAlternatives(f"Socialportal: {' '.join(subject.split())}", text, to=[to])
    message.attach_alternative(render_to_string(f"email/{kind}.html", context), "text/html")
    if calendar:
        message.attach("aftale.ics", calendar, "text/calendar")
    message.send()
