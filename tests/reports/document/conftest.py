"""The demo's report, made once: a whole one and a tiny one, in both editions, as values, pages and PDFs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.db import transaction

from reports import document
from reports.document import Document
from reports.editions import Edition
from reports.figures import Basis
from socialportal.accounts.models import Municipality
from socialportal.common.pdf import Pdf

from ... import snapshot
from .. import records

EDITIONS = list(Edition)


@dataclass(eq=False)
class Made:
    """A report in one edition, in every form."""

    place: Municipality
    edition: Edition
    document: Document
    html: str
    web: str

    @cached_property
    def pdf(self) -> Pdf:
        """Made when first asked for: it takes some seconds."""
        return document.make_pdf(self.document)

    @cached_property
    def file(self) -> str:
        """The page that stands by itself."""
        return document.standalone_html(self.document).decode()


def made(place: Municipality, edition: Edition, year: int = 2018) -> Made:
    """The report of a year."""
    basis = Basis.of(place, year)
    composed = document.compose(basis, edition)
    web = document.page_html(document.compose(basis, edition, linked=True), medium="web")
    return Made(place, edition, composed, document.page_html(composed, medium="pdf"), web)


def tiny() -> Municipality:
    """Two enterprises, three jobs, no strategy, nothing written."""
    place = records.municipality("0751", threshold=3)  # Aarhus: the demo knows nothing of it
    first = records.presence(place)
    records.presence(place)
    for _ in range(3):
        records.placement(first)
    return place


@pytest.fixture(scope="package")
def demo(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Municipality]:
    """Slagelse as the demo loads it. Changes that a test makes are taken back with the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        snapshot.load()
        yield Municipality.objects.get(code="0330")
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def whole(demo: Municipality) -> dict[Edition, Made]:
    """The whole report in both editions."""
    return {edition: made(demo, edition) for edition in EDITIONS}


@pytest.fixture(params=EDITIONS, ids=str)
def report(request: pytest.FixtureRequest, whole: dict[Edition, Made]) -> Made:
    """Each edition of it."""
    return whole[request.param]


@pytest.fixture
def public(whole: dict[Edition, Made]) -> Made:
    """What may leave the house."""
    return whole[Edition.PUBLIC]


@pytest.fixture
def internal(whole: dict[Edition, Made]) -> Made:
    """The working copy."""
    return whole[Edition.INTERNAL]
