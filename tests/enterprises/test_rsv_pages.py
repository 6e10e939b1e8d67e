"""The pages of the way to registration, and the list at any date."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from enterprises.models import CriterionAnswer, EnterpriseDocument, Inquiry, RsvCheck, RsvPeriod, RsvReport
from enterprises.services import criteria
from socialportal.accounts import roles
from tests.common.test_uploads import PDF

from .conftest import Place
from .saying import text
from .test_rsv_services import a_look, an_answer, put_up

DAY = dt.date
LIST = "/arbejde/rsv/"
MOST_QUERIES = 20


def way(place: Place) -> str:
    return reverse("enterprises:rsv-way", args=[place.enterprise.slug])


def state(place: Place, what: str, first: dt.date, last: dt.date | None = None, of: Any = None) -> RsvPeriod:
    return RsvPeriod.objects.create(
        enterprise=of or place.enterprise, state=what, valid_from=first, valid_to=last, source="cvr.dk"
    )


# --- The page ---------------------------------------------------------------------------------------------------------------
def test_the_enterprise_answers_and_sees_how_far_it_is(slagelse: Place, sent_form: Any) -> None:
    state(slagelse, "working", DAY(2018, 2, 1))
    client = slagelse.client(roles.ENTERPRISE_USER)
    assert "0 af 5 krav er på plads" in text(client.get(way(slagelse)))
    url = reverse("enterprises:rsv-answer", args=["sumak", "purpose"])
    assert client.post(url, sent_form(client, url) | {"met": "yes", "note": "Står i § 2."}).status_code == 302
    page = text(client.get(way(slagelse)))
    assert "1 af 5 krav er på plads" in page
    assert "Står i § 2." in page
    assert "afgør ikke noget" in page
    given = CriterionAnswer.objects.get()
    edit = reverse("enterprises:rsv-answer-edit", args=["sumak", given.pk])
    assert client.get(url).url == edit  # type: ignore[attr-defined]


def test_two_who_answer_at_once_choose(slagelse: Place, sent_form: Any) -> None:
    given = criteria.answer(slagelse.access(), an_answer(slagelse, note="Før"))
    url = reverse("enterprises:rsv-answer-edit", args=["sumak", given.pk])
    mine = sent_form(slagelse.client(roles.ENTERPRISE_USER), url)
    theirs = slagelse.client(roles.CONSULTANT)
    theirs.post(url, sent_form(theirs, url) | {"note": "Konsulentens"})
    response = slagelse.client(roles.ENTERPRISE_USER).post(url, mine | {"note": "Vores"})
    assert response.status_code == 409
    assert "Konsulentens" in text(response)
    assert "Vores" in text(response)


def test_papers_reach_those_who_may_see_the_page(slagelse: Place, kolding: Place) -> None:
    client = slagelse.client(roles.ENTERPRISE_USER)
    url = reverse("enterprises:rsv-paper-add", args=["sumak"]) + "?krav=purpose"
    assert client.post(url, {"upload": SimpleUploadedFile("Vedtægter.pdf", PDF), "token": "t"}).status_code == 302
    paper = EnterpriseDocument.objects.get()
    file = reverse("enterprises:rsv-paper", args=["sumak", paper.pk])
    response = client.get(file)
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    theirs = put_up(kolding.access(), kolding)
    for who in (roles.ENTERPRISE_USER, roles.COORDINATOR):
        own_address = reverse("enterprises:rsv-paper", args=["sumak", theirs.pk])
        assert slagelse.client(who).get(own_address).status_code == 404, "a guessed number under one's own address"
    assert slagelse.client(roles.MENTOR).get(file).status_code == 403
    assert kolding.client().get(file).status_code == 404


def test_what_is_wrong_with_a_file_stands_beside_it(slagelse: Place) -> None:
    url = reverse("enterprises:rsv-paper-add", args=["sumak"])
    response = slagelse.client().post(url, {"upload": SimpleUploadedFile("a.pdf", b"<svg/>"), "title": "Vedtægter"})
    assert response.status_code == 422
    assert "slags" in text(response)
    assert "Vedtægter" in text(response)


def test_the_enterprise_does_not_see_the_municipalitys_looks(slagelse: Place) -> None:
    state(slagelse, "registered", DAY(2018, 2, 1))
    check = a_look(slagelse, in_register=False, judgement="no", note="Ring til dem.")
    check.save()
    staff = text(slagelse.client(roles.ADMINISTRATOR).get(way(slagelse)))
    assert "Ring til dem." in staff
    assert "eftersynet fandt den ikke i registret" in staff
    page = text(slagelse.client(roles.ENTERPRISE_USER).get(way(slagelse)))
    assert "Ring til dem." not in page
    assert "eftersyn" not in page.split("<main")[1]


def test_noting_a_report(slagelse: Place, sent_form: Any) -> None:
    state(slagelse, "registered", DAY(2018, 2, 1))
    last = timezone.localdate().year - 1
    client, url = slagelse.client(roles.ENTERPRISE_USER), reverse("enterprises:rsv-report-add", args=["sumak"])
    form = sent_form(client, url)
    assert form["year"] == str(last - 1), "the oldest first"
    client.post(url, form)
    client.post(url, sent_form(client, url))
    assert sorted(RsvReport.objects.values_list("year", flat=True)) == [last - 1, last]
    assert client.get(url).status_code == 302, "there is nothing left to note"


def test_the_page_asks_as_much_for_much(slagelse: Place) -> None:
    def asked() -> int:
        client = slagelse.client()
        client.get(way(slagelse))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(way(slagelse)).status_code == 200
        return len(queries)

    state(slagelse, "registered", DAY(2018, 2, 1))
    put_up(slagelse.access(), slagelse)
    a_look(slagelse).save()
    few = asked()
    for number in range(30):
        put_up(slagelse.access(), slagelse, name=f"{number}.pdf")
        a_look(slagelse, checked_by=slagelse.users[roles.COORDINATOR]).save()
    assert asked() <= few + 1
    assert few <= MOST_QUERIES + 6, "many small lists on one page"


# --- The list ---------------------------------------------------------------------------------------------------------------
def rows(place: Place, query: str = "", who: str = roles.COORDINATOR) -> dict[str, list[str]]:
    """The list as a file: name → its other columns."""
    sent = place.client(who).get(f"{LIST}{query}{'&' if query else '?'}format=csv")
    lines = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    return {line.split(";")[0]: line.split(";")[1:] for line in lines[1:]}


def test_the_list_at_any_date(slagelse: Place, kolding: Place) -> None:
    state(slagelse, "working", DAY(2018, 2, 1), DAY(2018, 12, 2))
    state(slagelse, "registered", DAY(2018, 12, 3))
    state(kolding, "registered", DAY(2018, 1, 1))
    slagelse.another("Uden status")
    assert list(rows(slagelse)) == ["Sumak"]
    assert rows(slagelse, "?dag=2018-12-02")["Sumak"][:2] == ["Arbejder med at blive registreret", "01-02-2018"]
    assert rows(slagelse, "?dag=2018-12-03")["Sumak"][0].startswith("Registreret")
    assert rows(slagelse, "?dag=2018-01-31") == {}
    assert list(rows(slagelse, "?dag=2018-01-31&status=alle")) == ["Sumak", "Uden status"]
    assert list(rows(slagelse, "?status=paa-vej&dag=2018-06-01")) == ["Sumak"]
    assert "1 virksomhed" in text(slagelse.client().get(LIST))


def test_the_list_says_what_was_last_seen_by_then_and_where_it_does_not_agree(slagelse: Place) -> None:
    state(slagelse, "registered", DAY(2018, 2, 1))
    a_look(slagelse, checked_on=DAY(2018, 3, 1), in_register=True).save()
    assert rows(slagelse, "?dag=2018-02-15")["Sumak"][3:5] == ["", ""]
    assert rows(slagelse, "?dag=2018-03-15")["Sumak"][3:5] == ["01-03-2018", "Det samme"]
    assert rows(slagelse, "?uenig=on") == {}
    a_look(slagelse, checked_on=DAY(2019, 3, 1), in_register=False).save()
    assert rows(slagelse, "?uenig=on")["Sumak"][3:5] == ["01-03-2019", "Står ikke i registret"]
    assert rows(slagelse, "?uenig=on&dag=2018-06-01") == {}


def test_one_found_in_the_register_without_a_state_is_on_the_list(slagelse: Place) -> None:
    assert rows(slagelse) == {}
    a_look(slagelse, in_register=True).save()
    assert rows(slagelse)["Sumak"][4] == "Står i registret"
    assert list(rows(slagelse, "?uenig=on")) == ["Sumak"]


def test_the_list_says_how_it_stands_with_the_yearly_report(slagelse: Place) -> None:
    state(slagelse, "registered", DAY(2018, 2, 1))
    assert rows(slagelse, "?dag=2018-06-01")["Sumak"][5] == ""
    assert "30." in rows(slagelse, "?dag=2019-06-01")["Sumak"][5]
    RsvReport.objects.create(enterprise=slagelse.enterprise, year=2018, sent_on=DAY(2019, 5, 1))
    assert rows(slagelse, "?dag=2019-06-01")["Sumak"][5] == "Indberettet"


def test_the_list_asks_as_much_for_many(slagelse: Place) -> None:
    def asked() -> int:
        client = slagelse.client()
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    def more(count: int) -> None:
        for number in range(count):
            made = slagelse.another(f"Nr. {RsvPeriod.objects.count()} {number}")
            state(slagelse, "registered", DAY(2018, 2, 1), of=made)
            RsvCheck.objects.create(
                enterprise=made, municipality=slagelse.municipality, checked_on=DAY(2018, 3, 1), source="cvr.dk"
            )

    more(3)
    few = asked()
    more(27)
    assert asked() == few <= MOST_QUERIES


def test_inquiries_ask_as_much_for_many(slagelse: Place) -> None:
    def asked(url: str) -> int:
        client = slagelse.client()
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    def more(count: int) -> None:
        for number in range(count):
            made = Inquiry.objects.create(
                municipality=slagelse.municipality,
                wish="start",
                name=f"Nr. {number}",
                phone="12345678",
                idea="En idé.",
                received_on=DAY(2018, 3, 1),
                confirmed_at=timezone.now(),
                caretaker=slagelse.users[roles.COORDINATOR],
            )
            made.advice.create(
                municipality=slagelse.municipality,
                held_on=timezone.localdate(),
                topic="business",
                enterprise=slagelse.enterprise,
            )

    urls = [reverse("enterprises:inquiries"), reverse("enterprises:advice")]
    more(3)
    few = [asked(url) for url in urls]
    more(27)
    assert [asked(url) for url in urls] == few
    assert max(few) <= MOST_QUERIES


# --- On others' pages -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [roles.COORDINATOR, roles.ENTERPRISE_USER, roles.MENTOR])
def test_an_enterprises_page_leads_to_it(slagelse: Place, role: str) -> None:
    page = text(slagelse.client(role).get(slagelse.enterprise.get_absolute_url()))
    assert (way(slagelse) in page) is (role != roles.MENTOR)


def test_what_is_open_stands_on_the_enterprises_page(slagelse: Place) -> None:
    state(slagelse, "working", DAY(2018, 2, 1))
    a_look(slagelse, in_register=True).save()
    page = text(slagelse.client().get(slagelse.enterprise.get_absolute_url()))
    assert "RSV: eftersynet stemmer ikke" in page
    assert "0 af 5 krav er på plads" in page


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_out_of_time_is_told_and_nothing_breaks(full: Place, day: str) -> None:
    page = text(full.client().get(LIST, {"dag": day}))
    assert "Denne værdi skal være" in page
