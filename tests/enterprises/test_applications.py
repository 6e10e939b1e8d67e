"""Ansøgninger: written by the enterprise or the municipality, answered, and turned into the grant they led to, once."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.models import Donor, Grant, GrantApplication
from enterprises.services import grant_application as services
from enterprises.services.grants import remove_grant
from socialportal.accounts import roles
from socialportal.accounts.access import Access

from .conftest import Place
from .saying import refused, text

U, K = roles.ENTERPRISE_USER, roles.CONSULTANT
SPRING, SUMMER = dt.date(2019, 3, 1), dt.date(2019, 6, 1)
Result = GrantApplication.Result


def one(place: Place, **fields: Any) -> GrantApplication:
    known = {
        "presence": place.presence,
        "fund": "Egnsfonden",
        "purpose": "Ovn",
        "applied_on": SPRING,
        "amount": Decimal(50000),
    }
    return GrantApplication(**{**known, **fields})


def written(access: Access, place: Place, **fields: Any) -> GrantApplication:
    return services.register_application(access, one(place, **fields))


def answered(access: Access, place: Place, result: str, **fields: Any) -> GrantApplication:
    made = written(access, place, **fields)
    return services.answer_application(access, made, result=result, answered_on=SUMMER, expected_version=1)


def granted(access: Access, place: Place, made: GrantApplication, amount: int = 40000) -> Grant:
    grant = Grant(presence=place.presence, year=2019, amount=Decimal(amount), purpose="Ovn")
    return services.grant_application(access, made, grant, donors=[Donor(name="Egnsfonden")], answered_on=SUMMER)


def test_an_enterprise_writes_its_own_and_no_others(slagelse: Place, kolding: Place) -> None:
    own = slagelse.access(U)
    assert written(own, slagelse).result == Result.WAITING
    with pytest.raises(PermissionDenied):
        written(own, kolding)
    with pytest.raises(PermissionDenied):
        written(slagelse.access(roles.MENTOR), slagelse)


def test_only_a_coordinator_says_that_the_municipality_has_signed(slagelse: Place, access: Access) -> None:
    for who in (U, K):
        with pytest.raises(PermissionDenied):
            written(slagelse.access(who), slagelse, co_signed=True)
    made = written(access, slagelse, co_signed=True)
    made.purpose = "En større ovn"
    services.correct_application(slagelse.access(U), made, expected_version=1)  # leaves it as it was
    made.co_signed = False
    with pytest.raises(PermissionDenied):
        services.correct_application(slagelse.access(U), made, expected_version=2)


def test_whose_it_is_stays(slagelse: Place, access: Access) -> None:
    made = written(access, slagelse)
    made.presence = slagelse.another("En anden").presences.get()
    with pytest.raises(PermissionDenied):
        services.correct_application(access, made, expected_version=1)


def test_days_must_fit(slagelse: Place, access: Access) -> None:
    with refused("fremtiden", field="applied_on"):
        written(access, slagelse, applied_on=dt.date(2099, 1, 1))
    with refused("var ikke aktiv", field="applied_on"):
        written(access, slagelse, applied_on=dt.date(2016, 1, 1))
    made = written(access, slagelse)
    for day, said in ((None, "Skriv den dag"), (dt.date(2099, 1, 1), "fremtiden")):
        with refused(said, field="answered_on"):
            services.answer_application(access, made, result=Result.REFUSED, answered_on=day, expected_version=1)
    with refused("før ansøgningen"):
        services.answer_application(
            access, made, result=Result.REFUSED, answered_on=dt.date(2019, 1, 1), expected_version=1
        )


def test_no_cpr_number(slagelse: Place, access: Access) -> None:
    with refused("CPR", field="purpose"):
        written(access, slagelse, purpose="Kursus til 010190-1234")


def test_granted_makes_the_grant_with_its_donor_once(slagelse: Place, access: Access) -> None:
    made = written(access, slagelse)
    grant = granted(access, slagelse, made)
    made.refresh_from_db()
    assert (made.result, made.answered_on, made.grant) == (Result.GRANTED, SUMMER, grant)
    assert [donor.name for donor in grant.donors.all()] == ["Egnsfonden"]
    with refused("allerede skrevet ind"):
        granted(access, slagelse, made)
    assert Grant.objects.count() == 1


def test_a_grant_in_the_trash_makes_room_for_another(slagelse: Place, access: Access) -> None:
    made = written(access, slagelse)
    first = granted(access, slagelse, made)
    made.refresh_from_db()
    with refused("Slet den først", field="result"):
        services.answer_application(access, made, result=Result.REFUSED, answered_on=SUMMER, expected_version=2)
    remove_grant(access, first, expected_version=1)
    made = GrantApplication.objects.get()
    assert services.live_grant(made) is None
    second = granted(access, slagelse, made, 30000)
    assert GrantApplication.objects.get().grant == second


def test_only_a_coordinator_makes_the_grant(slagelse: Place, access: Access) -> None:
    made = written(access, slagelse)
    for who in (U, K):
        with pytest.raises(PermissionDenied):
            granted(slagelse.access(who), slagelse, made)
    assert not Grant.objects.exists()


def test_the_grant_is_for_the_one_that_applied(slagelse: Place, access: Access) -> None:
    made = written(access, slagelse)
    other = Grant(presence=slagelse.another("En anden").presences.get(), year=2019, amount=Decimal(1), purpose="x")
    with refused("den, der har søgt", field="presence"):
        services.grant_application(access, made, other, answered_on=SUMMER)


def test_sums_count_answers_and_live_grants_only(slagelse: Place, access: Access) -> None:
    granted(access, slagelse, written(access, slagelse))
    answered(access, slagelse, Result.REFUSED, amount=None)
    answered(access, slagelse, Result.WITHDRAWN, amount=Decimal(5000))
    written(access, slagelse, amount=Decimal(10000))
    sums = GrantApplication.objects.all().sums()
    assert (sums["applied"], sums["granted"], sums["answered"], sums["yes"]) == (65000, 40000, 2, 1)
    remove_grant(access, Grant.objects.get(), expected_version=1)
    assert GrantApplication.objects.all().sums()["granted"] is None


# --- Pages ----------------------------------------------------------------------------------------------------------------
def at(name: str, *args: Any) -> str:
    return reverse(f"enterprises:{name}", args=args)


def test_an_enterprise_writes_one_and_cannot_tick_the_municipality(slagelse: Place, sent_form: Any) -> None:
    client = slagelse.client(U)
    form = sent_form(client, at("application-add"))
    assert "co_signed" not in form
    assert form["presence"] == str(slagelse.presence.pk)  # there is one to choose, so it is not asked
    form |= {"fund": "Egnsfonden", "purpose": "Ovn", "amount": "50.000", "applied_on": "2019-03-01", "co_signed": "on"}
    assert client.post(at("application-add"), form).status_code == 302
    made = GrantApplication.objects.get()
    assert (made.amount, made.co_signed, made.presence) == (50000, False, slagelse.presence)


def test_a_foreign_enterprise_cannot_be_slipped_in(slagelse: Place, sent_form: Any) -> None:
    client = slagelse.client(U)
    other = slagelse.another("En anden").presences.get()
    form = sent_form(client, at("application-add")) | {"fund": "F", "purpose": "P", "applied_on": "2019-03-01"}
    refusal = client.post(at("application-add"), form | {"presence": other.pk})
    assert refusal.status_code == 422
    assert not GrantApplication.objects.exists()


def test_the_coordinator_sees_the_grant_filled_in_and_saves_it(slagelse: Place, access: Access, sent_form: Any) -> None:
    made, client = written(access, slagelse), slagelse.client()
    address = at("application-grant", made.pk)
    assert address in text(client.get(made.get_absolute_url()))
    form = sent_form(client, address)
    assert (form["donors-0-name"], form["amount"], form["purpose"]) == ("Egnsfonden", "50.000", "Ovn")
    form |= {"amount": "30.000", "donors-0-amount": "30.000", "year": "2019", "answered_on": "2019-06-01"}
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302  # a double click
    grant = Grant.objects.get()
    assert (grant.amount, grant.donors.get().amount, grant.application) == (30000, 30000, made)
    page = text(client.get(made.get_absolute_url()))
    assert "30.000 kr. til Ovn" in page
    assert address not in page
    assert client.get(address).status_code == 302  # to the grant that is there


def test_an_answer_from_the_enterprise_waits_for_the_money_to_be_written(slagelse: Place, sent_form: Any) -> None:
    made, client = written(slagelse.access(U), slagelse), slagelse.client(U)
    address = at("application-answer", made.pk)
    form = sent_form(client, address) | {"result": "granted", "answered_on": "2019-06-01"}
    page = text(client.post(address, form, follow=True))
    assert "Bevilget" in page
    assert "Midlerne er ikke skrevet ind endnu" in page
    assert at("application-grant", made.pk) not in page


def test_the_list_sums_what_was_found(slagelse: Place, access: Access) -> None:
    granted(access, slagelse, written(access, slagelse))
    answered(access, slagelse, Result.REFUSED)
    client = slagelse.client()
    page = text(client.get(at("applications")))
    assert "2 ansøgninger" in page
    assert "Søgt 100.000 kr., bevilget 40.000 kr. Af dem, der er svar på, er 1 af 2 bevilget (50 %)." in page
    assert "1 ansøgning<" in text(client.get(at("applications") + "?svar=refused"))
    assert "Ingen passer" in text(client.get(at("applications") + "?virksomhed=" + str(slagelse.another("Ny").pk)))


def test_the_queries_do_not_grow_with_the_rows(slagelse: Place, access: Access) -> None:
    client = slagelse.client()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at("applications")).status_code == 200
        return len(asked)

    for _ in range(3):
        answered(access, slagelse, Result.REFUSED)
    queries()
    few = queries()
    for _ in range(22):
        granted(access, slagelse, written(access, slagelse))
    assert queries() == few <= 20


def test_the_trash_gives_it_back(slagelse: Place, access: Access) -> None:
    made, client = written(access, slagelse), slagelse.client()
    client.post(at("application-remove", made.pk), {"version": 1})
    assert not GrantApplication.objects.exists()
    client.post(at("trash"), {"pk": f"grantapplication-{made.pk}"})
    assert GrantApplication.objects.get() == made


def test_the_grants_of_each_year_are_summed(slagelse: Place, access: Access) -> None:
    for year, amount in ((2018, 100), (2018, 50), (2019, 7)):
        Grant.objects.create(
            presence=slagelse.presence, year=year, amount=amount, purpose="x", approximate=year == 2018
        )
    rows = [(row["year"], row["number"], row["total"], row["rough"]) for row in Grant.objects.all().by_year()]
    assert rows == [(2019, 1, 7, 0), (2018, 2, 150, 2)]
    assert "ca. 150 kr." in text(slagelse.client().get(at("grants")))
