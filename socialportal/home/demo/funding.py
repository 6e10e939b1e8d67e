"""The demo's fund mailings and applications: the four of 2018 that the report tells of, and what is made up for today."""

import datetime as dt
from decimal import Decimal

from enterprises.models import FundCall, FundMailing, GrantApplication
from enterprises.services.fund_mailing import note_mailing
from enterprises.services.grant_application import answer_application, register_application
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality

from .made_up import MADE_UP, ago
from .register import presence_of

TOLD_OF = "Årsrapporten 2018 fortæller om fire mails med puljeoversigter. Dagene og emnerne er sat til demoen."
OF_2018 = (
    ("Puljeoversigt, vinter", dt.date(2018, 1, 29)),
    ("Puljeoversigt, forår", dt.date(2018, 4, 16)),
    ("Puljeoversigt, sensommer", dt.date(2018, 8, 27)),
    ("Puljeoversigt, efterår", dt.date(2018, 10, 29)),
)
# Name, gives to, days until the deadline.
CALLS = (
    ("Egnsfonden", "Nye arbejdspladser i mindre byer, op til 100.000 kr.", 18),
    ("Fonden Gode Hænder", "Oplæring af mennesker uden uddannelse", 40),
    ("Sommerpuljen", "Fælles arrangementer, hvor borgere og virksomheder mødes", 75),
)


def load_funding(access: Access, place: Municipality) -> None:
    """Once: what a user did with them since is left alone."""
    if FundMailing.with_deleted.filter(municipality=place).exists():
        return
    for title, sent_on in OF_2018:
        note_mailing(access, FundMailing(municipality=place, title=title, source_note=TOLD_OF), sent_on=sent_on)
    latest = FundMailing(
        municipality=place,
        title="Puljer og fonde lige nu",
        text="Her er de puljer, vi synes, I skal kende. Ring, hvis I vil tale en idé igennem, før I søger.",
        source_note=MADE_UP,
    )
    calls = [FundCall(name=name, gives_to=gives_to, deadline=ago(-days)) for name, gives_to, days in CALLS]
    note_mailing(access, latest, sent_on=ago(10), receivers=12, calls=calls)
    _applications(access, place)


def _applications(access: Access, place: Municipality) -> None:
    register_application(
        access,
        GrantApplication(
            presence=presence_of("sumak", place),
            fund="Fonden Gode Hænder",
            purpose="Oplæring i køkkenet for seks nye medarbejdere",
            amount=Decimal(185000),
            applied_on=ago(24),
            co_signed=True,
            written_by="Virksomheden selv",
            source_note=MADE_UP,
        ),
    )
    refused = register_application(
        access,
        GrantApplication(
            presence=presence_of("veteranhaven", place),
            fund="Egnsfonden",
            purpose="Drivhus til undervisning",
            amount=Decimal(90000),
            applied_on=ago(120),
            written_by="En fundraiser",
            source_note=MADE_UP,
        ),
    )
    answer_application(
        access,
        refused,
        result=GrantApplication.Result.REFUSED,
        answered_on=ago(35),
        expected_version=refused.version,
    )
