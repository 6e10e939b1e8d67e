"""The public directory: what everybody may read, as it is today, and nothing else."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enterprises.models import CvrNumber, Enterprise, EnterpriseName, Presence, RsvPeriod
from socialportal.common import panels
from tests import factories
from tests.pages import faults_of

from .conftest import Place

PUBLIC = "/virksomheder/"


def names(query: str = "") -> list[str]:
    response = Client().get(PUBLIC + query)
    assert response.status_code == 200
    return [str(row.get_cell_value("name")) for row in response.context["table"].rows]


@pytest.fixture
def listed(slagelse: Place, kolding: Place) -> Place:
    """Four to be seen, of which one in two municipalities; three that are not."""
    enterprise = slagelse.enterprise
    enterprise.locality = "Kvarterhuset, Motalavej"
    factories.products(enterprise, "Café", "Catering")
    enterprise.social_purpose, enterprise.source_note = "Job til kvinder.", "HEMMELIG-KILDE"
    enterprise.email, enterprise.website = "post@sumak.example", "https://sumak.example"
    enterprise.save()
    slagelse.presence.note, slagelse.presence.leaves = "HEMMELIG-NOTE", "HEMMELIG-SÆTNING"
    slagelse.presence.save()
    RsvPeriod.objects.create(
        enterprise=enterprise, state="registered", source="HEMMELIG-RSV", checked_on=dt.date(2018, 12, 3)
    )
    factories.presence(enterprise, kolding.municipality, kind="initiative")
    slagelse.another("Østerhaven", kind="initiative")
    slagelse.another("Aagaard", kind="csr_partner")
    slagelse.another("Skjult", listed=False)
    slagelse.another("Bevaret", valid_to=timezone.localdate() - dt.timedelta(days=1))
    slagelse.another("Fremtiden", valid_from=timezone.localdate() + dt.timedelta(days=1))
    deleted = slagelse.another("Slettet")
    Enterprise.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now())
    factories.publication(enterprise)
    return slagelse


def test_listed_and_there_today_in_danish_order(listed: Place) -> None:
    assert names() == ["Fjordtangen", "Sumak", "Østerhaven", "Aagaard"]
    assert names("?sort=-name") == ["Aagaard", "Østerhaven", "Sumak", "Fjordtangen"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kommune=0621", ["Fjordtangen", "Sumak"]),
        ("?kommune=0330", ["Sumak", "Østerhaven", "Aagaard"]),
        ("?kommune=0101", []),
        ("?status=registreret", ["Sumak"]),
        ("?status=initiativ", ["Østerhaven"]),
        ("?status=csr-partner&kommune=0330", ["Aagaard"]),
        ("?q=cater", ["Sumak"]),
        ("?q=motalavej+CAFÉ", ["Sumak"]),
        ("?q=ØSTER", ["Østerhaven"]),
        ("?q=skjult", []),
        ("?q=hemmelig", []),
        ("?pr=2018-12-31", ["Fjordtangen", "Sumak", "Østerhaven", "Aagaard"]),
    ],
)
def test_filters(listed: Place, query: str, found: list[str]) -> None:
    assert names(query) == found


def test_former_names_lead_to_it(listed: Place) -> None:
    EnterpriseName.objects.create(enterprise=listed.enterprise, name="Gryderne", valid_to=dt.date(2016, 1, 1))
    factories.publication(listed.enterprise)
    assert names("?q=gryder") == ["Sumak"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no trigrams; it finds parts of words")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=sumakk", ["Sumak"]),
        ("?q=cattering", ["Sumak"]),  # of what they sell, too
        ("?q=motalavj", ["Sumak"]),
        ("?q=sumak+cattering", ["Sumak"]),
        ("?q=cater", ["Sumak"]),
        ("?q=osterhaven", ["Østerhaven"]),
        ("?q=fjortangen", ["Fjordtangen"]),
        ("?q=banan", []),
    ],
)
def test_a_slip_of_the_finger_is_forgiven(listed: Place, query: str, found: list[str]) -> None:
    assert names(query) == found


def test_an_enterprise_in_two_municipalities_is_one_line(listed: Place) -> None:
    page = Client().get(PUBLIC).content.decode()
    assert "4\u00a0virksomheder og initiativer" in page
    assert "Kolding og Slagelse" in page


def test_the_page_tells_what_is_public_and_nothing_else(listed: Place) -> None:
    CvrNumber.objects.create(enterprise=listed.enterprise, number="10150817")
    response = Client().get(f"{PUBLIC}sumak/")
    page = response.content.decode()
    for words in (
        "Sumak laver mad.",
        "Job til kvinder.",
        "Catering",
        "Motalavej",
        "https://sumak.example",
        "Registreret",
    ):
        assert words in page, words
    for words in ("HEMMELIG", "2018", "historik", "Ret oplysninger", "enterprise_user"):
        assert words not in page, words
    assert faults_of(page) == []


@pytest.mark.parametrize("slug", ["skjult", "bevaret", "fremtiden", "slettet", "findes-ikke"])
def test_the_others_have_no_public_page(listed: Place, slug: str) -> None:
    assert Client().get(f"{PUBLIC}{slug}/").status_code == 404


def test_the_file_holds_no_more_than_the_page(listed: Place) -> None:
    response = Client().get(f"{PUBLIC}?format=csv&kommune=0330")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[:2] == [
        "Navn;Hvad de gør, og hvor;Status",
        "Sumak;Sumak laver mad. Kvarterhuset, Motalavej;Registreret",
    ]
    assert "HEMMELIG" not in text
    assert "Skjult" not in text


def test_an_empty_directory_says_what_will_be_here(db: None) -> None:
    page = Client().get(PUBLIC).content.decode()
    assert "Der er endnu ikke nogen virksomheder på listen." in page
    assert faults_of(page) == []
    nothing = Client().get(f"{PUBLIC}?q=xyz").content.decode()
    assert "Nulstil filtre" in nothing


def test_upper_floors_tell_of_their_reports(listed: Place) -> None:
    def panel(request: object, record: object) -> list[panels.PanelRow]:
        return [panels.PanelRow(what="Årsrapport 2018", url="/rapporter/1/")]

    panels.register("enterprises.directory", panel)
    try:
        page = Client().get(PUBLIC).content.decode()
    finally:
        panels._panels["enterprises.directory"].remove(panel)
    assert '<a href="/rapporter/1/">Årsrapport 2018</a>' in page


def test_few_queries_and_no_more_for_more_rows(listed: Place) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get(address)
            assert answer.status_code == 200
            if answer.streaming:
                list(answer.streaming_content)
        return len(queries)

    addresses = (PUBLIC, f"{PUBLIC}sumak/", f"{PUBLIC}data.csv", f"{PUBLIC}data.json")
    few = [asked(address) for address in addresses]
    for number in range(30):
        factories.publication(listed.another(f"Nr. {number}", products=["Kaffe"]))
    assert [asked(address) for address in addresses] == few
    assert max(few) <= 15, few


def test_sent_words_are_words(listed: Place) -> None:
    page = Client().get(f"{PUBLIC}?q=%3Cscript%3Ealert(1)%3C/script%3E%7B%7B7*7%7D%7D").content.decode()
    assert "<script>alert" not in page
    assert "{{7*7}}" not in page or "49" not in page
    for garbage in (
        "?kommune=x",
        "?status=x",
        "?sort=findes_ikke",
        "?page=99",
        "?page=x",
        "?q=" + "ord+" * 300,
        "?q=%00",
    ):
        assert Client().get(PUBLIC + garbage).status_code in {200, 400, 404}, garbage


def test_presences_that_overlap_a_day_do_not_double(listed: Place) -> None:
    assert Presence.objects.filter(enterprise=listed.enterprise).count() == 2
    assert names("?q=sumak") == ["Sumak"]
