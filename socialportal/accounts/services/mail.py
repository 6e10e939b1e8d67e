"""Letters by mail, sent when what they tell of is saved. Nothing about the receiver goes into a log."""

import logging
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def deliver(message: EmailMessage, kind: str) -> bool:
    """Hands a mail over; a mail server that is away is logged by the kind of letter only, and never an error page."""
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors
        log.error("could not send mail of kind %s: %s", kind, type(error).__name__)
        return False
    return True


def send(kind: str, to: str, context: dict[str, Any]) -> None:
    """Sends `email/<kind>_subject.txt` and `email/<kind>_message.txt` once the transaction is through."""
    subject = " ".join(render_to_string(f"email/{kind}_subject.txt", context).split())
    text = render_to_string(f"email/{kind}_message.txt", context).strip() + "\n"
    message = EmailMessage(f"Socialportal: {subject}", text, to=[to])
    transaction.on_commit(lambda: deliver(message, kind))
