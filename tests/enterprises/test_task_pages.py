"""The pages of tasks to be bought, for those who buy, those who sell and those who must not see."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Task, TaskInterest
from enterprises.services import task as services
from enterprises.views import buying_panels
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.notices.models import Notice
from tests import factories

from .conftest import Place
from .saying import text
from .test_tasks import interest, overdue, partner, published, sells, settle, user_of, written

U, K = roles.ENTERPRISE_USER, roles.CONSULTANT


def at(name: str, *args: Any) -> str:
    return reverse(f"enterprises:{name}", args=args)


def rival(place: Place) -> Any:
    """Another enterprise with a user, and a browser in which that user is logged in."""
    enterprise = place.another("Rival")
    user = factories.user("en@rival.example", U, serves=enterprise)
    client = Client()
    client.force_login(user)
    return client


def test_from_a_description_to_a_purchase(slagelse: Place, sent_form: Any) -> None:
    staff, seller = slagelse.client(K), slagelse.client(U)
    form = sent_form(staff, at("task-add")) | {
        "title": "Hegn",
        "what": "Maling af et hegn",
        "buyer_name": "Park og Vej",
        "deadline": "2099-01-02",
    }
    page = text(staff.post(at("task-add"), form, follow=True))
    assert "Se den igennem, og slå den op." in page
    task = Task.objects.get()
    assert seller.get(task.get_absolute_url()).status_code == 404
    publish = at("task-publish", task.pk)
    assert "1 virksomhed, som opgaven kan passe til, får besked én gang." in text(staff.get(publish))
    assert "1 virksomhed fik besked." in text(staff.post(publish, sent_form(staff, publish), follow=True))

    shown = at("task-interest", task.pk)
    assert shown in text(seller.get(task.get_absolute_url()))
    page = text(seller.post(shown, sent_form(seller, shown) | {"text": "Vi maler gerne."}, follow=True))
    assert "Sumak har meldt interesse" in page
    assert shown not in page

    page = text(staff.get(task.get_absolute_url()))
    assert "Vi maler gerne." in page
    assert "Portalen vælger ingen" in page
    address = at("task-settle", task.pk)
    form = sent_form(staff, address) | {
        "outcome": "bought",
        "bought_from": slagelse.presence.pk,
        "outcome_on": timezone.localdate().isoformat(),
        "amount": "3.200",
    }
    page = text(staff.post(address, form, follow=True))
    assert "Købt hos en socialøkonomisk virksomhed" in page
    assert "3.200 kr." in page


def test_a_company_writes_as_the_buyer_and_waits(slagelse: Place, sent_form: Any) -> None:
    buyer, client = partner(slagelse), Client()
    client.force_login(buyer.enterprise.memberships.get().user)
    form = sent_form(client, at("task-add"))
    assert form["buyer"] == str(buyer.pk)
    form |= {"title": "Frokost", "what": "Til 60", "deadline": "2099-01-02"}
    page = text(client.post(at("task-add"), form, follow=True))
    assert "sendt til kommunen, som slår den op" in page
    assert "Kommunen læser opgaven igennem" in page
    assert at("task-publish", Task.objects.get().pk) not in page


def test_a_rival_sees_the_task_and_nothing_of_anybodys_interest(slagelse: Place, access: Access) -> None:
    other, task = rival(slagelse), published(access, slagelse)
    shown = interest(slagelse, task, text="Hemmeligt tilbud")
    for address in (task.get_absolute_url(), at("tasks"), at("tasks") + "?format=csv"):
        response = other.get(address)
        page = b"".join(response.streaming_content).decode() if response.streaming else text(response)
        assert task.title in page
        assert "Hemmeligt tilbud" not in page
        assert "Sumak" not in page
        assert "Interesserede" not in page
    for name in ("interest-edit", "interest-withdraw"):
        assert other.get(at(name, shown.pk)).status_code == 404
        assert other.post(at(name, shown.pk), {"version": 1, "text": "x"}).status_code == 404
    assert other.get(at("task-settle", task.pk)).status_code == 403


def test_what_a_rival_sees_when_it_is_settled(slagelse: Place, access: Access) -> None:
    other = rival(slagelse)
    task = published(access, slagelse)
    interest(slagelse, task)
    settle(access, task, Task.Outcome.BOUGHT, bought_from=slagelse.presence, amount=3200)
    page = text(other.get(task.get_absolute_url()))
    assert "Købt hos en socialøkonomisk virksomhed" in page
    assert "3.200" not in page
    assert "Sumak" not in page


def test_what_was_settled_is_not_taken_back(slagelse: Place, access: Access, sent_form: Any) -> None:
    task, seller = published(access, slagelse), slagelse.client(U)
    shown = interest(slagelse, task)
    withdraw = at("interest-withdraw", shown.pk)
    assert withdraw in text(seller.get(task.get_absolute_url()))
    form = sent_form(seller, withdraw)
    settle(access, task, Task.Outcome.BOUGHT, bought_from=slagelse.presence)
    assert withdraw not in text(seller.get(task.get_absolute_url()))
    response = seller.post(withdraw, form)
    assert response.status_code == 422
    assert "Det er afgjort, hvad opgaven blev til" in text(response)
    assert TaskInterest.objects.filter(pk=shown.pk).exists()


def test_a_foreign_presence_cannot_be_slipped_in(slagelse: Place, access: Access, sent_form: Any) -> None:
    task, other = published(access, slagelse), slagelse.another("En anden").presences.get()
    client, address = slagelse.client(U), at("task-interest", task.pk)
    assert client.post(address, sent_form(client, address) | {"presence": other.pk}).status_code == 422
    form = sent_form(client, at("task-add")) | {"title": "T", "what": "W", "deadline": "2099-01-02", "buyer": other.pk}
    assert client.post(at("task-add"), form).status_code == 422
    assert not TaskInterest.objects.exists()
    assert Task.objects.count() == 1


def test_an_unpublished_task_is_nobodys_to_answer(slagelse: Place, access: Access) -> None:
    task = written(access, slagelse)
    assert slagelse.client(U).get(at("task-interest", task.pk)).status_code == 404


def test_text_is_text_and_links_lead_to_the_web(slagelse: Place, access: Access) -> None:
    task = published(
        access, slagelse, what="<script>alert(1)</script>", kind="announced", announcement="https://udbud.example/1"
    )
    page = text(slagelse.client(U).get(task.get_absolute_url()))
    assert "<script>alert" not in page
    assert 'href="https://udbud.example/1"' in page
    assert "det er det officielle opslag, der gælder" in page
    assert at("task-interest", task.pk) not in page


def test_two_people_at_once(slagelse: Place, access: Access, sent_form: Any) -> None:
    task = written(access, slagelse)
    client, address = slagelse.client(), at("task-edit", task.pk)
    form = sent_form(client, address) | {"where": "Korsør"}
    task.where = "Skælskør"
    services.correct_task(access, task, expected_version=1)
    asked = client.post(address, form)
    assert asked.status_code == 409
    assert "Skælskør" in text(asked)
    task.refresh_from_db()
    publish = at("task-publish", task.pk)
    stale = sent_form(client, publish)
    task.where = "Et tredje sted"
    services.correct_task(access, task, expected_version=task.version)
    assert client.post(publish, stale).status_code == 409
    assert Task.objects.get().published_on is None


def test_bad_input_is_told_and_kept(slagelse: Place, sent_form: Any) -> None:
    client = slagelse.client()
    form = sent_form(client, at("task-add")) | {"title": "Hegn", "what": "Maling", "deadline": "2019-01-01"}
    page = client.post(at("task-add"), form)
    assert page.status_code == 422
    assert '<a href="#id_buyer_name">Afdeling eller køber: Skriv, hvem der køber, fx afdelingen.</a>' in text(page)
    assert text(page).count("Skriv, hvem der køber") == 2, "on top and at the field"
    assert 'value="Hegn"' in text(page)


def test_year_by_year(slagelse: Place, kolding: Place, access: Access) -> None:
    settle(access, published(access, slagelse), Task.Outcome.BOUGHT, bought_from=slagelse.presence, amount=3200)
    settle(access, published(access, slagelse), Task.Outcome.ELSEWHERE, amount=900)
    overdue(published(access, slagelse))
    written(access, slagelse)
    this_year = timezone.localdate().year
    lines = b"".join(slagelse.client().get(at("task-years") + "?format=csv").streaming_content).decode().splitlines()
    lines = [line.replace(",00", "") for line in lines]  # how many decimals a sum has, the database says
    assert lines[1:] == [f"{this_year};2;2;1;3200;1;0;0", "2019;1;1;0;;0;0;1"]
    assert "2019" not in text(kolding.client().get(at("task-years")))


@pytest.mark.parametrize("who", [roles.COORDINATOR, U])
def test_the_queries_do_not_grow_with_the_rows(slagelse: Place, access: Access, who: str) -> None:
    client = slagelse.client(who)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at("tasks")).status_code == 200
        return len(asked)

    for _ in range(3):
        interest(slagelse, published(access, slagelse, "catering"))
    queries()
    few = queries()
    for _ in range(22):
        interest(slagelse, published(access, slagelse, "it"))
    assert queries() == few <= 20


def test_a_tasks_page_asks_the_same_for_many_interested(slagelse: Place, access: Access) -> None:
    task, client = published(access, slagelse), slagelse.client()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(task.get_absolute_url()).status_code == 200
        return len(asked)

    def more(number: int) -> None:
        for index in range(number):
            presence = slagelse.another(f"Nr. {number}-{index}", slug=f"nr-{number}-{index}").presences.get()
            TaskInterest.objects.create(task=task, presence=presence)

    more(3)
    queries()
    few = queries()
    more(27)
    assert queries() == few <= 20


def test_the_daily_run_asks_what_became_of_it(slagelse: Place, access: Access) -> None:
    overdue(published(access, slagelse))
    call_command("daily", "--date", timezone.localdate().isoformat())
    assert Notice.objects.filter(kind=services.DUE, user=slagelse.users[roles.COORDINATOR]).count() == 1


# --- On the enterprise's page ---------------------------------------------------------------------------------------------
def rows(panel: Any, place: Place, who: str) -> list[str]:
    request: Any = RequestFactory().get("/")
    request.access = place.access(who)
    return [f"{row.what}: {row.now}".replace("\u00a0", " ") for row in panel(request, place.enterprise)]


def test_it_waits_until_it_is_answered(slagelse: Place, access: Access) -> None:
    sells(slagelse.enterprise, "catering")
    task = published(access, slagelse, "catering", title="Mad")
    published(access, slagelse, "green", title="Græs")
    published(access, slagelse, title="Alt", deadline=dt.date(2098, 1, 1))
    waits = rows(buying_panels.tasks_to_answer, slagelse, U)
    assert waits == [
        "Opgave til salg: Alt: Meld interesse senest 1. januar 2098",
        "Opgave til salg: Mad: Meld interesse senest 2. januar 2099",
    ]
    interest(slagelse, task)
    assert len(rows(buying_panels.tasks_to_answer, slagelse, U)) == 1
    assert rows(buying_panels.tasks_to_answer, slagelse, roles.COORDINATOR) == []


def test_what_fits_is_what_was_told(slagelse: Place, access: Access) -> None:
    """The list of what waits and those who are told follow one rule."""
    sells(slagelse.enterprise, "catering")
    for codes in ((), ("catering",), ("green",), ("catering", "green")):
        task = written(access, slagelse, *codes)
        matches = services.matching(task).filter(enterprise=slagelse.enterprise).exists()
        services.publish_task(access, task, expected_version=1)
        fits = Task.objects.fitting(slagelse.enterprise, timezone.localdate()).filter(pk=task.pk).exists()  # type: ignore[attr-defined]
        assert matches == fits


def test_what_is_open_and_what_happened(slagelse: Place, access: Access) -> None:
    published(access, slagelse, buyer=slagelse.presence, title="Selv")
    task = published(access, slagelse, title="Hegn")
    interest(slagelse, task)
    settle(access, task, Task.Outcome.BOUGHT, bought_from=slagelse.presence, amount=3200)
    assert rows(buying_panels.wanted, slagelse, K) == ["Vil købe: Selv: Frist 2. januar 2099"]
    assert rows(buying_panels.sold, slagelse, K) == ["Hegn: Solgt til Park og Vej for 3.200 kr."]
    assert rows(buying_panels.interested, slagelse, K) == ["Hegn: Meldte interesse"]
    for panel in (buying_panels.wanted, buying_panels.sold, buying_panels.interested):
        assert rows(panel, slagelse, roles.POLITICIAN) == []


def test_the_buyers_own_users_see_interest_in_their_own_only(slagelse: Place, access: Access) -> None:
    buyer, client = partner(slagelse), Client()
    client.force_login(buyer.enterprise.memberships.get().user)
    own, foreign = published(access, slagelse, buyer=buyer), published(access, slagelse)
    for task in (own, foreign):
        interest(slagelse, task, text=f"Om {task.pk}!")
    assert f"Om {own.pk}!" in text(client.get(own.get_absolute_url()))
    assert f"Om {foreign.pk}!" not in text(client.get(foreign.get_absolute_url()))
    assert not TaskInterest.objects.visible_to(user_of(buyer)).filter(task=foreign).exists()  # type: ignore[attr-defined]


def test_before_it_is_published_one_reads_whom_to_ring(slagelse: Place, sent_form: Any) -> None:
    """What is said before is what happens: who has neither a user nor an address gets no word."""
    slagelse.another("Uden Bruger")
    staff = slagelse.client(K)
    form = {"title": "Hegn", "what": "Maling", "buyer_name": "Park og Vej", "deadline": "2099-01-02"}
    staff.post(at("task-add"), sent_form(staff, at("task-add")) | form)
    publish = at("task-publish", Task.objects.get().pk)
    before = text(staff.get(publish))
    assert "1 virksomhed, som opgaven kan passe til, får besked én gang. Ring til Uden Bruger" in before
    assert "1 virksomhed fik besked." in text(staff.post(publish, sent_form(staff, publish), follow=True))


def test_settling_begins_with_today(slagelse: Place, sent_form: Any) -> None:
    task = published(slagelse.access(K), slagelse)
    assert sent_form(slagelse.client(K), at("task-settle", task.pk))["outcome_on"] == timezone.localdate().isoformat()
