"""Tables, pages of a list, and the list page: order of things, sorting, empty lists."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from lxml import html

from .test_forms import one, words

pytestmark = pytest.mark.django_db


def page(client: Client, query: str) -> html.HtmlElement:
    """A list of the component page as a tree."""
    return html.document_fromstring(client.get(f"/komponenter/{query}").content.decode())


class TestTable:
    """What a screen reader and a phone need of a table."""

    def test_headings_and_rows_are_named(self, client: Client) -> None:
        table = one(page(client, "?side=liste"), "//table")
        assert words(one(table, "caption")) == "Virksomheder og initiativer, side 1 af 3"
        assert len(table.xpath("thead//th[@scope='col']")) == 5
        assert len(table.xpath("tbody/tr")) == len(table.xpath("tbody/tr/th[@scope='row']")) == 25

    def test_every_cell_can_say_what_it_is_when_rows_stack(self, client: Client) -> None:
        table = one(page(client, "?side=liste"), "//table")
        assert table.xpath("tbody/tr[1]/td/@data-label") == ["Hvad de gør", "Status", "Siden", "Pladser"]

    def test_it_may_scroll_and_then_can_be_reached(self, client: Client) -> None:
        region = one(page(client, "?side=liste"), "//*[@role='region'][table]")
        assert (region.get("tabindex"), region.get("aria-label")) == ("0", "Tabel: Virksomheder og initiativer")

    def test_numbers_stand_on_their_digits(self, client: Client) -> None:
        table = one(page(client, "?side=liste"), "//table")
        assert all(
            "num" in node.get("class").split() for node in table.xpath("tbody/tr/td[last()]|thead/tr/th[last()]")
        )

    def test_sorting_says_what_it_does_and_starts_from_the_first_page(self, client: Client) -> None:
        tree = page(client, "?side=liste&page=2&sort=name")
        links = {words(link): link.get("href") for link in tree.xpath("//thead//a")}
        assert links["Navn, sorteret stigende, sortér faldende"] == "?side=liste&sort=-name"
        assert links["Pladser, sortér"] == "?side=liste&sort=places"
        assert tree.xpath("//th[@aria-sort]/@aria-sort") == ["ascending"]
        assert tree.xpath("//th[a][not(@aria-sort)]")

    def test_an_empty_table_says_so(self, client: Client) -> None:
        table = one(page(client, ""), "//table[caption='Tabel uden rækker']")
        assert words(one(table, "tbody")) == "Der er ingen virksomheder endnu."


class TestListPage:
    """Filter, table, export, in that order, the count in words."""

    def test_order(self, client: Client) -> None:
        body = client.get("/komponenter/?side=liste").content.decode()
        order = ["<h1>", "Opret virksomhed", 'class="filter"', "60\xa0virksomheder", "<table", "Hent som regneark"]
        assert [body.index(part) for part in order] == sorted(body.index(part) for part in order)

    def test_only_one_button_is_filled(self, client: Client) -> None:
        tree = page(client, "?side=liste")
        assert words(one(tree, "//*[contains(@class, 'button-primary')]")) == "Opret virksomhed"

    def test_filter_keeps_the_order_of_the_table(self, client: Client) -> None:
        tree = page(client, "?side=liste&sort=-places&page=2")
        hidden = tree.xpath("//form[@method='get']//input[@type='hidden']")
        assert [(field.get("name"), field.get("value")) for field in hidden] == [("sort", "-places")]

    def test_nothing_yet_says_what_will_be_here(self, client: Client) -> None:
        assert "Her kommer de virksomheder" in words(one(page(client, "?side=tom"), "//main"))

    def test_nothing_found_offers_to_start_over(self, client: Client) -> None:
        tree = page(client, "?side=ingen-fundet&q=x")
        assert "To filtre er slået til." in words(one(tree, "//form[@method='get']"))
        assert [link.get("href") for link in tree.xpath("//a[.='Nulstil filtre']")] == ["/komponenter/"] * 2


def pages(number: int, count: int, query: str = "") -> html.HtmlElement:
    """The pagination of a list."""
    shown = Paginator(range(count * 10), 10).page(number)
    context = RequestContext(RequestFactory().get(f"/?{query}"), {"page": shown})
    text = Template('{% include "components/pagination.html" %}').render(context)
    return html.fromstring(f"<div>{text}</div>")


class TestPages:
    """`components/pagination.html`"""

    def test_says_where_one_is(self) -> None:
        assert words(one(pages(2, 9), "//p")) == "Side 2 af 9"
        assert words(one(pages(2, 9), "//*[@aria-current='page']")) == "Side 2"

    def test_keeps_the_rest_of_the_query(self) -> None:
        tree = pages(2, 9, "q=bro&page=2")
        assert one(tree, "//a[@rel='prev']").get("href") == "?q=bro&page=1"
        assert one(tree, "//a[@rel='next']").get("href") == "?q=bro&page=3"

    def test_ends(self) -> None:
        assert pages(1, 9).xpath("//a[@rel='prev']") == []
        assert pages(9, 9).xpath("//a[@rel='next']") == []

    def test_many_pages_are_left_out(self) -> None:
        numbers = [re.sub(r"\D", "", words(node)) for node in pages(50, 100).xpath("//ol/li")]
        assert numbers == ["1", "", "49", "50", "51", "", "100"]

    def test_one_page_needs_no_links(self) -> None:
        assert words(pages(1, 1)) == ""
