"""The document takes as many queries for 30 of everything as for 3. Outside `document/`, where the demo is loaded."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports import document
from reports.editions import Edition
from reports.figures import Basis
from socialportal.accounts import roles

from .. import factories
from .test_few_queries import filled

pytestmark = pytest.mark.django_db
MOST = 15
MOST_OF_A_PAGE = 20


@pytest.mark.parametrize("times", [3, 30])
@pytest.mark.parametrize("edition", list(Edition))
def test_the_number_of_queries_does_not_grow(times: int, edition: Edition) -> None:
    basis = Basis.of(filled(times), 2018)
    with CaptureQueriesContext(connection) as asked:
        composed = document.compose(basis, edition)
        document.page_html(composed)
        document.json_bytes(composed)
    assert composed.enterprises is not None
    assert len(composed.enterprises.portraits) == times
    assert len(asked) <= MOST, [query["sql"][:90] for query in asked]


@pytest.mark.parametrize("edition", list(Edition))
def test_a_page_takes_no_more_than_a_page_may(edition: Edition) -> None:
    place = filled(3)
    client = Client()
    client.force_login(factories.user(role=roles.COORDINATOR, place=place))
    with CaptureQueriesContext(connection) as asked:
        response = client.get(f"/arbejde/aarsrapport/2018/udgave/?edition={edition}")
    assert response.status_code == 200
    assert len(asked) <= MOST_OF_A_PAGE, [query["sql"][:90] for query in asked]
