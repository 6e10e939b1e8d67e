"""The frame of every page: titles, skip link, menu, colour, footer, security policy."""

import re
from typing import Any

import pytest
from django.template import Context, RequestContext, Template
from django.test import Client, RequestFactory

from socialportal.common.colours import contrast_with_white, mixed_with_white
from socialportal.home.context import Link
from tests import factories

pytestmark = pytest.mark.django_db

PUBLIC = ["/tilgaengelighed/", "/privatliv/", "/hjaelp/", "/konto/login/", "/komponenter/"]
WHOLE_PAGES = [
    f"/komponenter/?side={side}"
    for side in ["liste", "tom", "ingen-fundet", "formular", "fejl", "linjer", "slet", "samtidig", "slettet"]
]  # fmt: skip


def title_of(body: str) -> str:
    """What stands in the browser's tab."""
    found = re.search(r"<title>(.*?)</title>", body, re.DOTALL)
    assert found
    return found.group(1).strip()


@pytest.fixture
def coordinator_client(client: Client) -> Client:
    user = factories.user(role="coordinator", place=factories.municipality(), name="Anna Holm")
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", [*PUBLIC, *WHOLE_PAGES])
def test_pages_are_clean(client: Client, page_faults: Any, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert page_faults(response.content.decode()) == []


def test_titles_are_unique(client: Client) -> None:
    titles = [title_of(client.get(address).content.decode()) for address in PUBLIC]
    assert len(set(titles)) == len(PUBLIC)
    assert all(title.endswith(" – Socialportal") for title in titles)


def test_title_names_the_municipality(coordinator_client: Client) -> None:
    body = coordinator_client.get("/hjaelp/").content.decode()
    assert title_of(body) == "Ordliste og hjælp – Socialportal, Slagelse Kommune"


def test_title_of_a_form_with_errors_begins_with_the_word(client: Client) -> None:
    assert title_of(client.get("/konto/login/").content.decode()) == "Log ind – Socialportal"
    sent = client.post("/konto/login/", {"login": "x@y.example", "password": "forkert"})
    assert title_of(sent.content.decode()) == "Fejl: Log ind – Socialportal"


def test_title_tells_the_page_of_a_list(client: Client) -> None:
    body = client.get("/komponenter/?side=liste&page=2").content.decode()
    assert title_of(body).startswith("Virksomheder (side 2 af 3)")


def test_the_skip_link_comes_first_and_leads_to_the_content(client: Client) -> None:
    body = client.get("/hjaelp/").content.decode()
    assert re.search(r"<a [^>]*>", body).group() == '<a class="skipnav" href="#indhold">'  # type: ignore[union-attr]
    assert '<main class="container page-container" id="indhold"' in body


def test_header_says_who_is_logged_in_and_as_what(coordinator_client: Client) -> None:
    body = coordinator_client.get("/hjaelp/").content.decode()
    assert "<b>Slagelse Kommune</b>" in body
    assert "Anna Holm" in body
    assert "Socialøkonomisk konsulent" in body
    assert re.search(r'<form method="post" action="/konto/logout/"[^>]*><input[^>]*csrfmiddlewaretoken', body)


def test_logging_out_takes_one_click(coordinator_client: Client) -> None:
    assert coordinator_client.post("/konto/logout/").status_code == 302
    assert "Log ind" in coordinator_client.get("/hjaelp/").content.decode()


def test_footer_has_the_three_pages_and_the_warning(client: Client) -> None:
    body = client.get("/konto/login/").content.decode()
    foot = body[body.index("<footer") :]
    assert all(address in foot for address in ("/tilgaengelighed/", "/privatliv/", "/hjaelp/"))
    assert "Demo og afprøvning: Portalen må endnu ikke bruges med rigtige deltagere." in foot


def menu_at(path: str) -> dict[str, str]:
    """The menu as seen from an address: text → aria-current."""
    menu = [Link("Forside", "/arbejde/", "/arbejde/"), Link("Aftaler", "/arbejde/aftaler/", "/arbejde/aftaler/")]
    context = RequestContext(RequestFactory().get(path), {"menu": menu})
    Template("{% menu_links as links %}").render(context)
    return {link["text"]: link["current"] for link in context["links"]}


def test_the_longest_prefix_is_current() -> None:
    assert menu_at("/arbejde/aftaler/") == {"Forside": "", "Aftaler": "page"}
    assert menu_at("/arbejde/aftaler/7/") == {"Forside": "", "Aftaler": "true"}
    assert menu_at("/arbejde/andet/") == {"Forside": "true", "Aftaler": ""}
    assert menu_at("/hjaelp/") == {"Forside": "", "Aftaler": ""}


def test_policy_is_on_every_answer(client: Client) -> None:
    for address in [*PUBLIC, "/findes-ikke/", "/farve/0330.css", "/farve/9999.css", "/arbejde/"]:
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy, address
        for part in (
            "default-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ):
            assert part in policy, (address, part)


class TestColour:
    """`/farve/<code>.css`"""

    def test_it_is_the_municipalitys_own(self, client: Client) -> None:
        factories.municipality(accent="#4a1942")
        response = client.get("/farve/0330.css")
        assert response.headers["Content-Type"] == "text/css; charset=utf-8"
        assert response.content.decode().strip() == ":root{--accent:#4a1942;--tint:#ebe6ea}"
        assert "public" in response.headers["Cache-Control"]
        assert "max-age=3600" in response.headers["Cache-Control"]

    def test_nobody_elses(self, client: Client) -> None:
        assert client.get("/farve/9999.css").status_code == 404

    def test_nothing_but_a_colour_gets_into_the_style_sheet(self, client: Client) -> None:
        place = factories.municipality()
        type(place).objects.filter(pk=place.pk).update(accent="}*{x:y")
        assert client.get("/farve/0330.css").status_code == 404

    def test_pages_link_to_it_and_renew_it_when_it_changes(self, coordinator_client: Client) -> None:
        place = factories.municipality(version=12)
        body = coordinator_client.get("/hjaelp/").content.decode()
        assert f'href="/farve/{place.code}.css?v=12"' in body

    def test_without_a_municipality_there_is_none(self, client: Client) -> None:
        assert "/farve/" not in client.get("/hjaelp/").content.decode()

    def test_text_can_be_read_on_the_tint(self) -> None:
        assert mixed_with_white("#000000", 0.5) == "#808080"
        assert mixed_with_white("#0b525b", 0) == "#ffffff"
        text = contrast_with_white("#1a1a1a")
        tint = contrast_with_white(mixed_with_white("#000000", 0.11))
        assert text / tint > 7


class TestTags:
    """Small tags that others use in their pages."""

    def test_status_says_the_word(self) -> None:
        html = Template('{% status "ok" word %}').render(Context({"word": "<b>"}))
        assert html == '<span class="badge badge-success s ok">&lt;b&gt;</span>'

    def test_an_unknown_shape_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            Template('{% status "okay" "Registreret" %}').render(Context())

    def test_breadcrumb_ends_at_this_page(self) -> None:
        html = Template('{% breadcrumb "Virksomheder" "/v/" name %}').render(Context({"name": "A & B"}))
        assert '<li><a href="/v/">Virksomheder</a></li><li aria-current="page">A &amp; B</li>' in html

    def test_query_is_kept_and_changed(self) -> None:
        context = RequestContext(RequestFactory().get("/?q=ærø&page=3&kind=a&kind=b"), {"field": "page"})
        assert (
            Template("{% querystring_with field 4 %}").render(context)
            == "?q=%C3%A6r%C3%B8&amp;page=4&amp;kind=a&amp;kind=b"
        )
        assert Template("{% querystring_with 'q' None field None %}").render(context) == "?kind=a&amp;kind=b"

    def test_facts_say_what_is_not_known(self) -> None:
        facts = [("CVR-nummer", ""), ("Målgrupper", ["Fleksjob", "Unge"]), ("Pladser", 0)]
        html = Template('{% include "components/facts.html" %}').render(Context({"facts": facts}))
        assert "Ikke oplyst" in html
        assert "<dd>Fleksjob</dd><dd>Unge</dd>" in html
        assert "<dd>0</dd>" in html
