"""Slagelse and Kolding, each with an enterprise and its people."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from enterprises.models import (
    Contribution,
    CvrNumber,
    Donor,
    Enterprise,
    EnterpriseName,
    Grant,
    Presence,
    RsvPeriod,
)
from enterprises.terms import slug_of
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality, User
from tests import factories

DAY = dt.date
START = dt.date(2018, 1, 1)


@dataclass
class Place:
    """A municipality with one enterprise, active since New Year 2018, and a user in each role."""

    municipality: Municipality
    enterprise: Enterprise
    presence: Presence
    users: dict[str, User]

    def access(self, who: str = roles.COORDINATOR) -> Access:
        """What the middleware would give that user."""
        return factories.access_for(self.users[who])

    def client(self, who: str = roles.COORDINATOR) -> Client:
        """A browser in which that user is logged in."""
        client = Client()
        client.force_login(self.users[who])
        return client

    def another(self, name: str, **fields: Any) -> Enterprise:
        """One more enterprise, active here."""
        slug = fields.pop("slug", slug_of(name))
        facts = {key: fields.pop(key) for key in ("summary", "locality") if key in fields}
        sells = fields.pop("products", ())
        made = factories.enterprise(name, slug=slug, **facts)
        factories.products(made, *sells)
        factories.presence(made, self.municipality, **{"valid_from": START, **fields})
        return made


def make_place(code: str, name: str, slug: str) -> Place:
    """All of it."""
    here = factories.municipality(code)
    enterprise = factories.enterprise(name, slug=slug, summary=f"{name} laver mad.")
    presence = factories.presence(enterprise, here, valid_from=START)
    users = {role: factories.user(f"{role}@{slug}.example", role, here, name=role.title()) for role in roles.MUNICIPAL}
    for role in roles.OF_ENTERPRISES:
        users[role] = factories.user(f"{role}@{slug}.example", role, serves=enterprise, name=role.title())
    return Place(here, enterprise, presence, users)


@pytest.fixture
def slagelse(db: None) -> Place:
    return make_place("0330", "Sumak", "sumak")


@pytest.fixture
def kolding(db: None) -> Place:
    return make_place("0621", "Fjordtangen", "fjordtangen")


@pytest.fixture
def access(slagelse: Place) -> Access:
    """The coordinator of Slagelse."""
    return slagelse.access()


@pytest.fixture
def sent_form() -> Callable[[Client, str], dict[str, Any]]:
    """`sent_form(client, address)`: what a browser would send from the form on that page, untouched."""
    return _sent_form


def _sent_form(client: Client, address: str) -> dict[str, Any]:
    from lxml import html

    page = html.document_fromstring(client.get(address).content.decode())
    form = page.xpath("//main//form[@method='post']")[0]
    return {name: values for name in form.fields if (values := _value(form, name)) is not None}


def _value(form: Any, name: str) -> Any:
    value = form.fields[name]
    if value is None:
        return None
    return list(value) if not isinstance(value, str) else value


@pytest.fixture
def full(slagelse: Place) -> Place:
    """Sumak with everything on its page."""
    enterprise = slagelse.enterprise
    enterprise.email, enterprise.source_note = "post@sumak.example", "Rapporten 2018"
    enterprise.save()
    factories.products(enterprise, "café", "catering")
    slagelse.presence.note = "Ring hellere end at skrive."
    slagelse.presence.save()
    EnterpriseName.objects.create(enterprise=enterprise, name="SUMAK")
    number = CvrNumber.objects.create(enterprise=enterprise, number="10150817")
    RsvPeriod.objects.create(enterprise=enterprise, state="registered", cvr_number=number, source="cvr.dk")
    Contribution.objects.create(presence=slagelse.presence, year=2018, presentation="Vi laver mad.", plans="et\nto")
    grant = Grant.objects.create(presence=slagelse.presence, year=2018, amount=475000, purpose="Metode")
    Donor.objects.create(grant=grant, name="STAR")
    return slagelse
