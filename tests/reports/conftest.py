"""The year that most tests of figures look at."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from reports import editions, exports, indicators, queries
from reports.editions import Edition
from reports.figures import Basis
from socialportal.accounts.models import Municipality

from .. import snapshot
from . import slagelse_2018


@pytest.fixture(scope="module", params=["records", "demo"])
def slagelse(request: pytest.FixtureRequest, django_db_setup: Any, django_db_blocker: Any) -> Iterator[Municipality]:
    """Slagelse 2018, once as bare records and once as the demo loads it. Read only: it is made once a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        if request.param == "records":
            place = slagelse_2018.build()
        else:
            snapshot.load()
            place = Municipality.objects.get(code="0330")
        yield place
        transaction.set_rollback(True)


def document(place: Municipality, edition: Edition = Edition.INTERNAL, year: int = 2018, as_of: Any = None) -> dict:
    """The JSON of an edition."""
    basis = Basis.of(place, year, as_of)
    return exports.figures_json(editions.printed(indicators.count(basis), edition), queries.texts(basis))
