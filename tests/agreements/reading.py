"""Reading pages in tests: who asks, where, and what a person would see."""

import re
from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from socialportal.accounts.models import User


def client_of(user: User) -> Client:
    """A browser in which the user is logged in."""
    client = Client()
    client.force_login(user)
    return client


def at(name: str, *args: object) -> str:
    """The address of a page of the app."""
    return reverse(f"agreements:{name}", args=args)


def told(response: Any) -> str:
    """What the page said when it had done something."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request)).replace("\u00a0", " ")


def text_of(response: Any) -> str:
    """The page without markup, with plain spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\u00a0", " ")


def options_of(response: Any, name: str) -> str:
    """The markup of one field's choices."""
    page = response.content.decode()
    return page[page.index(f'name="{name}"') :].split("</select>")[0]
