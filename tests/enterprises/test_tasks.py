"""Opgaver til salg: written, published, told of once, answered, settled. The portal picks nobody."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from enterprises.models import Enterprise, Presence, ProductCategory, Task, TaskInterest
from enterprises.services import task as services
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.notices.models import Notice
from tests import factories

from .conftest import Place
from .saying import refused

U, K = roles.ENTERPRISE_USER, roles.CONSULTANT
SOON, PAST = dt.date(2099, 1, 2), dt.date(2019, 1, 2)
Outcome = Task.Outcome


def group(code: str) -> ProductCategory:
    return ProductCategory.objects.get(code=code)


def sells(enterprise: Enterprise, code: str) -> None:
    enterprise.products.create(name=code).categories.add(group(code))


def facts(place: Place, **fields: Any) -> Task:
    known = {
        "municipality": place.municipality,
        "buyer_name": "Park og Vej",
        "title": "Hegn",
        "what": "Maling",
        "deadline": SOON,
    }
    return Task(**{**known, **fields})


def written(access: Access, place: Place, *codes: str, **fields: Any) -> Task:
    groups = [group(code) for code in codes]
    return services.write_task(access, facts(place, **fields), links={"categories": groups})


def published(access: Access, place: Place, *codes: str, **fields: Any) -> Task:
    return services.publish_task(access, written(access, place, *codes, **fields), expected_version=1)


def overdue(task: Task) -> Task:
    """Its deadline has passed."""
    Task.objects.filter(pk=task.pk).update(deadline=PAST, published_on=PAST)
    task.refresh_from_db()
    return task


def partner(place: Place, name: str = "Broen", user: str = "kontor@broen.example") -> Presence:
    """A company in the portal that is no social enterprise, with a user."""
    enterprise = place.another(name, kind=Presence.Kind.CSR_PARTNER)
    factories.user(user, U, serves=enterprise)
    return enterprise.presences.get()


def user_of(presence: Presence) -> Access:
    return factories.access_for(presence.enterprise.memberships.get().user)


def interest(place: Place, task: Task, presence: Presence | None = None, text: str = "Vi kan.") -> TaskInterest:
    shown = TaskInterest(task=task, presence=presence or place.presence, text=text)
    return services.show_interest(place.access(U) if presence is None else user_of(presence), shown)


def told() -> set[str]:
    rows = Notice.objects.filter(kind=services.TOLD)
    return {notice.user.email if notice.user else notice.email for notice in rows}


# --- Who is told ----------------------------------------------------------------------------------------------------------
def test_those_that_sell_something_of_its_groups_are_told_and_counted(slagelse: Place, access: Access) -> None:
    sells(slagelse.enterprise, "catering")
    green = slagelse.another("Grøn")
    sells(green, "green")
    quiet = slagelse.another("Stille")
    Enterprise.objects.filter(pk=quiet.pk).update(email="post@stille.example")
    sells(quiet, "catering")
    unreachable = slagelse.another("Tavs")
    sells(unreachable, "catering")
    task = published(access, slagelse, "catering", "it")
    assert told() == {slagelse.users[U].email, "post@stille.example"}
    assert task.told == 2  # who cannot be reached got no word
    assert task.published_on == timezone.localdate()


def test_without_groups_every_social_enterprise_is_told_and_no_other(
    slagelse: Place, kolding: Place, access: Access
) -> None:
    partner(slagelse)
    gone = slagelse.another("Borte", valid_to=dt.date(2019, 1, 1))
    factories.user("en@borte.example", U, serves=gone)
    published(access, slagelse)
    assert told() == {slagelse.users[U].email}


def test_the_buyer_is_never_told_of_its_own(slagelse: Place, access: Access) -> None:
    sells(slagelse.enterprise, "catering")
    task = published(access, slagelse, "catering", buyer=slagelse.presence, buyer_name="")
    assert told() == set()
    assert task.told == 0


def test_nobody_is_told_twice_and_who_comes_later_is_not(slagelse: Place, access: Access) -> None:
    task = published(access, slagelse)
    task = services.take_down_task(access, task, expected_version=task.version)
    later = slagelse.another("Ny")
    factories.user("en@ny.example", U, serves=later)
    task.title = "Hegn og låge"
    task = services.correct_task(access, task, expected_version=task.version)
    task = services.publish_task(access, task, expected_version=task.version)
    assert told() == {slagelse.users[U].email}
    assert task.told == 1
    with refused("allerede slået op"):
        services.publish_task(access, task, expected_version=task.version)


def test_one_person_at_two_enterprises_reads_it_once(slagelse: Place, access: Access) -> None:
    slagelse.another("Den anden").memberships.create(user=slagelse.users[U], role=U, valid_from=PAST)
    task = published(access, slagelse)
    assert task.told == 2
    assert Notice.objects.filter(kind=services.TOLD).count() == 1


# --- Who writes -----------------------------------------------------------------------------------------------------------
def test_a_company_describes_and_the_municipality_publishes(slagelse: Place, access: Access) -> None:
    buyer = partner(slagelse)
    own = user_of(buyer)
    task = services.write_task(own, facts(slagelse, municipality=None, buyer=buyer, buyer_name=""))
    assert task.municipality == slagelse.municipality
    assert Notice.objects.get(kind=services.ASKED).user == slagelse.users[roles.COORDINATOR]
    with pytest.raises(PermissionDenied):
        services.publish_task(own, task, expected_version=1)
    task.title = "Hegn og port"
    services.correct_task(own, task, expected_version=1)
    services.publish_task(slagelse.access(K), task, expected_version=2)
    task.title = "Noget helt andet"
    with refused("Bed kommunen"):
        services.correct_task(own, task, expected_version=3)


def test_nobody_writes_for_another(slagelse: Place, kolding: Place, access: Access) -> None:
    buyer = partner(slagelse)
    for who in (slagelse.access(U), slagelse.access(roles.MENTOR), slagelse.access(roles.POLITICIAN), kolding.access()):
        with pytest.raises(PermissionDenied):
            services.write_task(who, facts(slagelse, buyer=buyer))
        with pytest.raises(PermissionDenied):
            services.write_task(who, facts(slagelse))
    with refused("ikke aktiv i den kommune", field="buyer"):
        services.write_task(access, facts(slagelse, buyer=kolding.presence))


def test_a_buyer_cannot_give_the_task_away(slagelse: Place) -> None:
    buyer, other = partner(slagelse), partner(slagelse, "Åen", "kontor@aaen.example")
    own = user_of(buyer)
    task = services.write_task(own, facts(slagelse, buyer=buyer))
    task.buyer = other
    with pytest.raises(PermissionDenied):
        services.correct_task(own, task, expected_version=1)


def test_what_cannot_be_written(slagelse: Place, access: Access) -> None:
    for fields, said in (
        ({"deadline": PAST}, "Fristen ligger før i dag"),
        ({"buyer_name": " "}, "Skriv, hvem der køber"),
        ({"kind": "announced"}, "adressen på det officielle opslag"),
        ({"kind": "announced", "announcement": "ftp://udbud.example"}, "hjemmeside"),
        ({"what": "Ring til 010190-1234"}, "CPR"),
    ):
        with refused(said):
            written(access, slagelse, **fields)
    assert not Task.objects.exists()


def test_a_deadline_that_has_passed_must_be_moved_before_it_is_published(slagelse: Place, access: Access) -> None:
    task = written(access, slagelse)
    Task.objects.update(deadline=PAST)
    task.refresh_from_db()
    with refused("Ret fristen"):
        services.publish_task(access, task, expected_version=1)


# --- Interest -------------------------------------------------------------------------------------------------------------
def test_interest_is_shown_once_and_the_coordinator_is_told(slagelse: Place, access: Access) -> None:
    task = published(access, slagelse)
    shown = interest(slagelse, task)
    assert Notice.objects.get(kind=services.SHOWN).user == slagelse.users[roles.COORDINATOR]
    with refused("allerede meldt interesse"):
        interest(slagelse, task)
    services.withdraw_interest(slagelse.access(U), shown, expected_version=1)
    interest(slagelse, task)  # one may think again
    assert TaskInterest.objects.count() == 1


def test_the_buyers_users_are_told_rather_than_the_coordinator(slagelse: Place, access: Access) -> None:
    buyer = partner(slagelse)
    interest(slagelse, published(access, slagelse, buyer=buyer))
    assert {notice.user.email for notice in Notice.objects.filter(kind=services.SHOWN)} == {"kontor@broen.example"}


def test_no_interest_in_what_is_not_open(slagelse: Place, kolding: Place, access: Access) -> None:
    with refused("ikke længere"):
        interest(slagelse, written(access, slagelse))
    with refused("ikke længere"):
        interest(slagelse, overdue(published(access, slagelse)))
    elsewhere = published(access, slagelse, kind="announced", announcement="https://udbud.example")
    with refused("det officielle opslag"):
        interest(slagelse, elsewhere)
    own = published(access, slagelse, buyer=slagelse.presence)
    with refused("ikke aktive"):
        interest(slagelse, own)
    task = published(access, slagelse)
    with refused("ikke aktive"):
        services.show_interest(kolding.access(U), TaskInterest(task=task, presence=kolding.presence))


def test_nobody_shows_interest_for_another(slagelse: Place, access: Access) -> None:
    task, other = published(access, slagelse), slagelse.another("En anden").presences.get()
    for who in (slagelse.access(U), slagelse.access(roles.MENTOR), access):
        with pytest.raises(PermissionDenied):
            services.show_interest(who, TaskInterest(task=task, presence=other))


def test_interest_is_seen_by_staff_the_buyer_and_oneself_only(slagelse: Place, kolding: Place, access: Access) -> None:
    buyer, rival = partner(slagelse), slagelse.another("Rival")
    factories.user("en@rival.example", U, serves=rival)
    shown = interest(slagelse, published(access, slagelse, buyer=buyer))

    def sees(who: Access) -> bool:
        return TaskInterest.objects.visible_to(who).filter(pk=shown.pk).exists()  # type: ignore[attr-defined]

    assert all(sees(who) for who in (access, slagelse.access(K), slagelse.access(U), user_of(buyer)))
    assert not any(sees(who) for who in (user_of(rival.presences.get()), kolding.access(), kolding.access(U)))


# --- What became of it ----------------------------------------------------------------------------------------------------
def settle(access: Access, task: Task, outcome: str, **fields: Any) -> Task:
    known = {"outcome_on": timezone.localdate(), "expected_version": task.version}
    return services.settle_task(access, task, outcome=outcome, **{**known, **fields})


def test_bought_names_the_seller_and_may_name_the_price(slagelse: Place, access: Access) -> None:
    task = published(access, slagelse)
    settled = settle(access, task, Outcome.BOUGHT, bought_from=slagelse.presence, amount=Decimal(3200))
    assert (settled.bought_from, settled.amount) == (slagelse.presence, 3200)
    again = settle(access, settled, Outcome.OPEN, outcome_on=None)  # a mistake is taken back
    assert (again.outcome, again.outcome_on, again.bought_from, again.amount) == ("", None, None, None)


def test_what_does_not_fit(slagelse: Place, kolding: Place, access: Access) -> None:
    task = published(access, slagelse)
    for outcome, fields, field in (
        (Outcome.BOUGHT, {}, "bought_from"),
        (Outcome.BOUGHT, {"bought_from": kolding.presence}, "bought_from"),
        (Outcome.ELSEWHERE, {"bought_from": slagelse.presence}, "bought_from"),
        (Outcome.NOTHING, {"amount": Decimal(5)}, "amount"),
        (Outcome.NOTHING, {"outcome_on": None}, "outcome_on"),
        (Outcome.NOTHING, {"outcome_on": PAST}, "outcome_on"),
        (Outcome.NOTHING, {"outcome_on": SOON}, "outcome_on"),
    ):
        with refused("", field=field):
            settle(access, task, outcome, **fields)
        task.refresh_from_db()
    with refused("ikke slået op"):
        settle(access, written(access, slagelse), Outcome.NOTHING)


def test_a_buyer_chooses_among_those_that_showed_interest(slagelse: Place, access: Access) -> None:
    buyer, other = partner(slagelse), slagelse.another("En anden").presences.get()
    task = published(access, slagelse, buyer=buyer)
    interest(slagelse, task)
    with refused("en af virksomhederne", field="bought_from"):
        settle(user_of(buyer), task, Outcome.BOUGHT, bought_from=other)
    task.refresh_from_db()
    settle(user_of(buyer), task, Outcome.BOUGHT, bought_from=slagelse.presence)
    with pytest.raises(PermissionDenied):
        settle(slagelse.access(U), task, Outcome.NOTHING)


def test_after_the_deadline_staff_and_buyer_are_asked_once_until_it_is_settled(slagelse: Place, access: Access) -> None:
    buyer = partner(slagelse)
    task = published(access, slagelse, buyer=buyer)
    today = timezone.localdate()
    assert services.remind_to_settle(today) == 0
    task = overdue(task)
    assert services.remind_to_settle(today) == 1
    assert services.remind_to_settle(today + dt.timedelta(days=1)) == 1
    asked = {notice.user.email for notice in Notice.objects.filter(kind=services.DUE)}
    assert asked == {slagelse.users[roles.COORDINATOR].email, "kontor@broen.example"}
    assert Notice.objects.filter(kind=services.DUE).count() == 2
    settle(access, task, Outcome.NOTHING)
    assert not Notice.objects.filter(kind=services.DUE).exists()
    assert services.remind_to_settle(today) == 0


# --- Removing -------------------------------------------------------------------------------------------------------------
def test_a_draft_goes_to_the_trash_and_what_somebody_answered_does_not(slagelse: Place, access: Access) -> None:
    draft = written(access, slagelse)
    services.remove_task(access, draft, expected_version=1)
    assert services.restore_task(access, draft).deleted_at is None
    task = published(access, slagelse)
    interest(slagelse, task)
    for verb in (services.remove_task, services.take_down_task):
        with refused("Nogen har meldt interesse"):
            verb(access, task, expected_version=task.version)


def test_a_buyers_user_removes_a_draft_only(slagelse: Place, access: Access) -> None:
    buyer = partner(slagelse)
    own = user_of(buyer)
    task = published(access, slagelse, buyer=buyer)
    with refused("Bed kommunen"):
        services.remove_task(own, task, expected_version=task.version)
    draft = services.write_task(own, facts(slagelse, buyer=buyer))
    services.remove_task(own, draft, expected_version=1)


def test_it_is_read_where_an_enterprise_is_active_today(slagelse: Place, kolding: Place, access: Access) -> None:
    in_a_month = timezone.localdate() + dt.timedelta(days=30)
    Presence.objects.filter(pk=slagelse.presence.pk).update(valid_to=in_a_month)
    factories.presence(kolding.enterprise, slagelse.municipality, valid_from=in_a_month)
    task = published(access, slagelse)
    assert told() == {"enterprise_user@sumak.example"}
    assert slagelse.client(U).get(task.get_absolute_url()).status_code == 200, "was told, and leaves in a month"
    assert kolding.client(U).get(task.get_absolute_url()).status_code == 404, "comes in a month"
