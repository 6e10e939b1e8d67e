"""Error pages: calm, Danish, and there when nothing else is."""

from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.http import require_POST

from socialportal.urls import (  # noqa: F401  # this module stands in for the project's addresses
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
)
from socialportal.urls import urlpatterns as real
from tests import factories


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def database_away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("could not connect to server: /var/run/secret")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(request.GET.get("why", ""))


@require_POST
def only_forms(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    *real,
    path("prøve/fejl", broken),
    path("prøve/database", database_away),
    path("prøve/forbudt", forbidden),
    path("prøve/kun-formular", only_forms),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def known(client: Client) -> Client:
    """Somebody who is logged in, in a browser that shows errors as production does."""
    client.raise_request_exception = False
    client.force_login(factories.user(role="coordinator", place=factories.municipality(), name="Anna Holm"))
    return client


def text_of(response: Any, status: int, page_faults: Any) -> str:
    """The page, after the checks that hold for all of them."""
    body = response.content.decode()
    assert response.status_code == status
    assert page_faults(body) == []
    assert "Content-Security-Policy" in response.headers
    assert "Traceback" not in body
    return body


def test_not_found(known: Client, page_faults: Any) -> None:
    body = text_of(known.get("/findes-ikke/"), 404, page_faults)
    assert "Siden findes ikke" in body
    assert "Slagelse Kommune" in body
    assert "log ind" not in body


def test_not_found_offers_login_to_strangers(client: Client, page_faults: Any) -> None:
    assert 'href="/konto/login/">log ind</a>' in text_of(client.get("/findes-ikke/"), 404, page_faults)


def test_forbidden(known: Client, page_faults: Any) -> None:
    assert "din rolle giver ikke adgang" in text_of(known.get("/prøve/forbudt"), 403, page_faults)


def test_forbidden_tells_the_rules_own_words(known: Client, page_faults: Any) -> None:
    body = text_of(known.get("/prøve/forbudt", {"why": "Kun <koordinatoren> kan udgive."}), 403, page_faults)
    assert "Kun &lt;koordinatoren&gt; kan udgive." in body


def test_bad_request(known: Client, page_faults: Any) -> None:
    assert "Vi kunne ikke læse" in text_of(known.get("/hjaelp/", headers={"host": "ond.example"}), 400, page_faults)


def test_a_form_address_opened_as_a_page(known: Client, page_faults: Any) -> None:
    response = known.get("/prøve/kun-formular")
    assert "Adressen kan ikke åbnes som en side" in text_of(response, 405, page_faults)
    assert response.headers["Allow"] == "POST"


def test_too_many_tries(client: Client, page_faults: Any) -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}):
        for _ in range(2):
            response = client.post("/konto/login/", {"login": "a@b.example", "password": "x"})
    assert "Vent et minut" in text_of(response, 429, page_faults)
    assert response.headers["Retry-After"] == "60"


def test_old_form(page_faults: Any) -> None:
    response = Client(enforce_csrf_checks=True).post("/konto/login/", {"login": "a@b.example", "password": "x"})
    body = text_of(response, 403, page_faults)
    assert "Formularen er blevet for gammel" in body
    assert "Gå et skridt tilbage" in body


def test_our_own_fault(known: Client, page_faults: Any) -> None:
    assert "Noget gik galt hos os" in text_of(known.get("/prøve/fejl"), 500, page_faults)


def test_our_own_fault_asks_the_database_for_nothing(
    known: Client, page_faults: Any, django_assert_num_queries: Any
) -> None:
    with mock.patch("socialportal.accounts.middleware.access_of", side_effect=ZeroDivisionError):
        text_of(known.get("/hjaelp/"), 500, page_faults)
    from django.template.loader import render_to_string

    with django_assert_num_queries(0):
        render_to_string("500.html")
        render_to_string("503.html")


def test_database_away_in_a_view(known: Client, page_faults: Any) -> None:
    response = known.get("/prøve/database")
    body = text_of(response, 503, page_faults)
    assert "Portalen er ikke klar lige nu" in body
    assert "secret" not in body
    assert response.headers["Retry-After"] == "30"


@pytest.mark.parametrize("address", ["/hjaelp/", "/findes-ikke/", "/arbejde/"])
def test_database_away_before_any_view(known: Client, page_faults: Any, address: str) -> None:
    away = mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=OperationalError("away"))
    with away:
        response = known.get(address)
    assert "Portalen er ikke klar lige nu" in text_of(response, 503, page_faults)


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_pages_for_the_worst_day_use_no_tags(name: str, settings: Any) -> None:
    source = (settings.BASE_DIR / "templates" / name).read_text(encoding="utf-8")
    assert "{%" not in source
    assert "{{" not in source
    for address in ("dkfds/css/dkfds.min.css", "portal/portal.css"):
        assert f'"/static/{address}"' in source


@pytest.mark.parametrize("query", ["kommune=%00", "q=" + "9" * 5000])
def test_an_address_nobody_can_mean_is_refused_calmly(known: Client, query: str) -> None:
    for path_ in ("/virksomheder/", "/start-virksomhed/", "/arbejde/virksomheder/"):
        page = known.get(f"{path_}?{query}")
        assert page.status_code == 400
        assert "<h1" in page.content.decode()
    assert known.get("/arbejde/virksomheder/?q=" + "9" * 500).status_code == 200
