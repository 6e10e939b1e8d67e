"""What an enterprise shows of itself to everybody: on its page, in the filters and in the open data; and nothing else."""

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from enterprises import openings
from enterprises.exports import FIELDS
from enterprises.models import (
    Award,
    ContactPerson,
    CvrNumber,
    Enterprise,
    Product,
    ProductCategory,
    Publication,
    RsvCheck,
    RsvPeriod,
    Support,
    TargetGroup,
    Trade,
)
from socialportal.common.links import web_address
from tests import factories
from tests.pages import faults_of

from .conftest import Place

PUBLIC = "/virksomheder/"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7 }}"


def read(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status, address
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8-sig")


def rows(query: str = "") -> list[dict[str, Any]]:
    return json.loads(read(f"{PUBLIC}data.json{query}"))["enterprises"]


def found(query: str) -> list[str]:
    """The same filter gives the same rows as a list, as JSON and as CSV."""
    names = [row["name"] for row in rows(query)]
    response = Client().get(PUBLIC + query)
    assert [str(row.get_cell_value("name")) for row in response.context["table"].rows] == names
    lines = list(csv.DictReader(io.StringIO(read(f"{PUBLIC}data.csv{query}")), delimiter=";"))
    assert [line["name"] for line in lines] == names
    return names


@pytest.fixture
def shown(slagelse: Place, kolding: Place) -> Place:
    """Sumak with everything it can show, published; and two others."""
    one = slagelse.enterprise
    one.social_purpose, one.address, one.phone = "Arbejde til kvinder.", "Motalavej 33", "58 00 00 00"
    one.website, one.email, one.founded_year = "https://sumak.example", "post@sumak.example", 2012
    one.save()
    one.trades.set(Trade.objects.filter(code="food") or Trade.objects.order_by("pk")[:1])
    one.target_groups.set(TargetGroup.objects.filter(code="veterans"))
    one.support.set(Support.objects.filter(code="buddy"))
    product = Product.objects.create(
        enterprise=one, name="Frokost", text="Til møder.", price_text="95 kr. pr. person", how_to_order="Ring dagen før"
    )
    product.categories.set(ProductCategory.objects.filter(code="catering"))
    Award.objects.create(enterprise=one, name="Årets initiativ", year=2017, given_by="Fonden")
    ContactPerson.objects.create(enterprise=one, name="Kontakt Klarsen", email="k@sumak.example", public=True)
    ContactPerson.objects.create(
        enterprise=one, name="Kolding Kaj", only_in=kolding.municipality, public=True, phone="11 11 11 11"
    )
    CvrNumber.objects.create(enterprise=one, number="10150817")
    factories.publication(one)
    factories.publication(slagelse.another("Østerhaven"))
    slagelse.another("Aagaard")
    return slagelse


def test_the_page_shows_what_was_published(shown: Place) -> None:
    page = read(f"{PUBLIC}sumak/")
    for words in (
        "Arbejde til kvinder.",
        "Frokost",
        "95 kr. pr. person",
        "Ring dagen før",
        "Buddy-ordning",
        "Veteraner",
        "Årets initiativ, 2017, givet af Fonden",
        "Kontakt Klarsen",
        'href="https://sumak.example"',
        "58 00 00 00",
        "10150817",
        "Slagelse Kommune",
        '<link rel="canonical" href="http://testserver/virksomheder/sumak/">',
        'itemtype="https://schema.org/Organization"',
    ):
        assert words in page, words
    assert "Kolding Kaj" not in page  # for a municipality where the enterprise is not active
    assert faults_of(page) == []


def test_what_is_not_published_is_not_shown(shown: Place) -> None:
    Enterprise.objects.filter(slug="sumak").update(social_purpose="NYT-FORMÅL", phone="99 99 99 99")
    Product.objects.update(name="NY-VARE")
    ContactPerson.objects.create(enterprise=shown.enterprise, name="HEMMELIG-PERSON")
    for address in (PUBLIC, f"{PUBLIC}sumak/", f"{PUBLIC}data.json", f"{PUBLIC}data.csv", f"{PUBLIC}?format=csv"):
        page = read(address)
        for words in ("NYT-FORMÅL", "99 99 99 99", "NY-VARE", "HEMMELIG-PERSON"):
            assert words not in page, (address, words)
    assert found("?q=ny-vare") == []
    assert found("?q=HEMMELIG-PERSON") == []


def test_nothing_of_the_municipality_s_own_gets_out(shown: Place) -> None:
    one = shown.enterprise
    Enterprise.objects.filter(pk=one.pk).update(source_note="HEMMELIG-1")
    shown.presence.note, shown.presence.leaves, shown.presence.source_note = "HEMMELIG-2", "HEMMELIG-3", "HEMMELIG-4"
    shown.presence.caretaker = factories.user("hemmelig-5@test.example", name="HEMMELIG-6")
    shown.presence.save()
    RsvPeriod.objects.create(enterprise=one, state="registered", source="HEMMELIG-7")
    RsvCheck.objects.create(
        enterprise=one,
        municipality=shown.municipality,
        checked_on=dt.date(2018, 12, 3),
        in_register=True,
        source="HEMMELIG-8",
        note="HEMMELIG-9",
    )
    factories.publication(one, comment="HEMMELIG-10", waiting_since=timezone.now())
    for address in (PUBLIC, f"{PUBLIC}sumak/", f"{PUBLIC}data.json", f"{PUBLIC}data.csv"):
        assert "hemmelig" not in read(address).lower(), address
    assert "efter i registret 3." in read(f"{PUBLIC}sumak/")


@pytest.mark.parametrize(("judgement", "told"), [("yes", True), ("no", False), ("unknown", False)])
def test_own_check_is_told_only_when_it_speaks_for_them(shown: Place, judgement: str, told: bool) -> None:
    RsvPeriod.objects.create(enterprise=shown.enterprise, state="registered")
    RsvCheck.objects.create(
        enterprise=shown.enterprise,
        municipality=shown.municipality,
        checked_on=dt.date(2018, 12, 3),
        in_register=True,
        judgement=judgement,
        source="cvr",
    )
    assert ("vurderer, at virksomheden lever op" in read(f"{PUBLIC}sumak/")) is told
    RsvCheck.objects.create(
        enterprise=shown.enterprise,
        municipality=shown.municipality,
        checked_on=dt.date(2019, 1, 3),
        in_register=False,
        source="cvr",
    )
    assert "så efter i registret" not in read(f"{PUBLIC}sumak/")


def test_markup_is_text(shown: Place) -> None:
    one = shown.enterprise
    one.name, one.summary, one.social_purpose, one.website = (
        f"Sumak {MARKUP}"[:120],
        MARKUP,
        MARKUP,
        "javascript:alert(1)",
    )
    one.save()
    Product.objects.update(name=MARKUP, text=MARKUP, price_text=MARKUP, how_to_order=MARKUP)
    Award.objects.update(name=MARKUP, given_by=MARKUP)
    ContactPerson.objects.update(name=MARKUP, title=MARKUP)
    factories.publication(one)
    for address in (PUBLIC, f"{PUBLIC}sumak/"):
        page = read(address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "javascript:" not in page
        assert [fault for fault in faults_of(page) if "left over" not in fault] == []
    assert rows("?q=sumak")[0]["website"] == ""


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("https:", False),
        ("ftp://a.example", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_pages_on_the_web_are_linked(written: str, kept: bool) -> None:
    assert web_address(written) == (written if kept else "")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?vare=catering", ["Sumak"]),
        ("?maalgruppe=veterans", ["Sumak"]),
        ("?stoette=buddy", ["Sumak"]),
        ("?stoette=buddy&vare=catering&kommune=0330", ["Sumak"]),
        ("?stoette=buddy&kommune=0621", []),
        ("?q=frokost", ["Sumak"]),
        ("?q=FROKOST+møder", ["Sumak"]),
        ("?q=1015", ["Sumak"]),
        ("?q=k%C3%B8benhavn", []),
        ("?q=%25", []),
        ("?q=_", []),
        ("?q=aagaard", ["Aagaard"]),
    ],
)
def test_filters_give_the_same_everywhere(shown: Place, query: str, names: list[str]) -> None:
    assert found(query) == names


def test_words_that_nobody_has_are_no_choice(shown: Place) -> None:
    form = Client().get(PUBLIC).context["filter"].form
    assert [code for code, _ in form.fields["vare"].choices if code] == ["catering"]
    assert Client().get(f"{PUBLIC}data.json?vare=it").status_code == 400
    assert "Vælg" in read(f"{PUBLIC}?vare=it")


def test_openings_narrow_and_are_told(shown: Place) -> None:
    kinds = dict(openings._openings)
    try:
        openings.register(
            openings.Opening(
                "ledige", "Ledige", "Har plads lige nu",
                lambda day: Enterprise.objects.filter(slug="sumak").values_list("pk", flat=True),
            )
        )  # fmt: skip
        assert found("?ledige=on") == ["Sumak"]
        assert "Har plads lige nu" in read(f"{PUBLIC}sumak/")
        assert "Har plads lige nu" not in read(f"{PUBLIC}oesterhaven/")
        assert [row["open_places"] for row in rows()] == [False, True, False, False]
    finally:
        openings._openings.clear()
        openings._openings.update(kinds)


def test_json_has_its_shape(shown: Place) -> None:
    response = Client().get(f"{PUBLIC}data.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"
    data = json.loads(b"".join(response.streaming_content))
    assert data["schema"] == 1
    assert "CC BY 4.0" in data["licence"]
    assert data["as_of"] == timezone.localdate().isoformat()
    assert list(data["fields"]) == [field.name for field in FIELDS]
    assert [row["name"] for row in data["enterprises"]] == ["Fjordtangen", "Sumak", "Østerhaven", "Aagaard"]
    sumak = data["enterprises"][1]
    assert list(sumak) == list(data["fields"])
    assert sumak["url"] == "http://testserver/virksomheder/sumak/"
    assert sumak["municipality_codes"] == ["0330"]
    assert sumak["products"] == [
        {
            "name": "Frokost",
            "text": "Til møder.",
            "price": "95 kr. pr. person",
            "order": "Ring dagen før",
            "categories": ["Mad og catering"],
        }
    ]
    assert sumak["awards"] == [{"name": "Årets initiativ", "year": 2017, "given_by": "Fonden"}]
    assert "Klarsen" not in json.dumps(data, ensure_ascii=False)  # people are on the page, not in bulk
    assert "k@sumak.example" not in json.dumps(data)


def test_csv_has_its_shape_and_no_formulas(shown: Place) -> None:
    one = shown.enterprise
    one.summary = '=HYPERLINK("http://x")'
    one.save()
    factories.publication(one)
    response = Client().get(f"{PUBLIC}data.csv?q=sumak")
    assert response["Access-Control-Allow-Origin"] == "*"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert list(lines[0]) == [field.name for field in FIELDS]
    assert lines[0]["summary"] == '\'=HYPERLINK("http://x")'
    assert lines[0]["products"] == "Frokost"
    assert lines[0]["awards"] == "Årets initiativ, 2017, Fonden"
    assert lines[0]["looking_for_staff"] == "false"
    assert lines[0]["founded_year"] == "2012"


def test_open_data_of_nothing(db: None) -> None:
    assert rows() == []
    assert read(f"{PUBLIC}data.csv").splitlines() == [";".join(field.name for field in FIELDS)]


def test_the_fields_are_described(shown: Place) -> None:
    page = read("/aabne-data/")
    for field in FIELDS:
        assert f"<code>{field.name}</code>" in page
    assert "CC BY 4.0" in page
    assert faults_of(page) == []
    assert "/aabne-data/" in read(PUBLIC)


def test_merged_ones_lead_to_the_one_that_is_kept(shown: Place) -> None:
    old = shown.another("Gammel")
    older = shown.another("Ældre")
    Enterprise.objects.filter(pk=older.pk).update(merged_into=old, deleted_at=timezone.now())
    Enterprise.objects.filter(pk=old.pk).update(merged_into=shown.enterprise)
    assert "Gammel" not in found("")
    for slug in ("gammel", "aeldre"):
        response = Client().get(f"{PUBLIC}{slug}/")
        assert (response.status_code, response["Location"]) == (301, f"{PUBLIC}sumak/")
    shown.presence.listed = False
    shown.presence.save()
    assert Client().get(f"{PUBLIC}gammel/").status_code == 404


def test_an_enterprise_that_shows_nothing_yet(shown: Place) -> None:
    page = read(f"{PUBLIC}aagaard/")
    assert "har ikke skrevet mere om sig selv endnu" in page
    assert faults_of(page) == []


def test_the_day_it_was_published_is_a_danish_one(shown: Place) -> None:
    just_after_midnight = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)
    Publication.objects.filter(enterprise=shown.enterprise).update(published_at=just_after_midnight)
    assert [row["published_on"] for row in rows() if row["id"] == "sumak"] == ["2026-07-01"]
