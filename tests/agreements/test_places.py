"""Places: how many there are, when the next is free, and who gets the last one."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from agreements.models import Agreement, Course, ExtensionReason, Participant
from agreements.services import course as services
from agreements.services import places as places_module
from agreements.services import terms as terms_services
from socialportal.accounts.access import SYSTEM
from tests.threads import in_threads, shared_database

from . import world
from .world import Place

__all__ = ["shared_database"]
FEBRUARY = dt.date(2018, 2, 5)


def start(of: Place, day: dt.date = FEBRUARY, **fields) -> Course:
    return world.course(of, day, **fields)


def test_optional_places_come_after_the_others(slagelse: Place) -> None:
    terms = slagelse.agreement.terms.get()
    terms.places, terms.places_optional = 2, 1
    terms_services.correct_terms(SYSTEM, terms, expected_version=terms.version)
    for _ in range(3):
        start(slagelse)
    with world.refused("Alle 2 pladser og 1 ekstra plads er i brug 5"):
        start(slagelse)


def test_when_the_next_is_free_is_told(slagelse: Place) -> None:
    first, *_ = [start(slagelse, day) for day in (dt.date(2018, 1, 8), FEBRUARY, FEBRUARY)]
    with world.refused("bliver den næste ledig 9. april 2018", field="over_capacity_reason"):
        start(slagelse)  # thirteen weeks from 8 January
    reason = ExtensionReason.objects.get(code="absence")
    services.extend_course(
        SYSTEM, first, expected_version=first.version, decided_on=FEBRUARY, weeks=2, extension_reason=reason
    )
    with world.refused("bliver den næste ledig 23. april 2018"):
        start(slagelse)


def test_a_free_day_that_is_not_known_is_not_told(slagelse: Place) -> None:
    for _ in range(3):
        start(slagelse)
    with pytest.raises(ValidationError) as caught:
        start(slagelse, dt.date(2019, 2, 5))
    assert "næste" not in str(caught.value)


def test_beyond_the_places_with_a_reason(slagelse: Place) -> None:
    for _ in range(3):
        start(slagelse)
    beyond = start(slagelse, over_capacity_reason="Aftalt med mentor, én stopper på fredag.")
    assert beyond.over_capacity_reason
    with pytest.raises(ValidationError) as caught:
        start(slagelse)
    assert "næste" not in str(caught.value)  # when one ends there is still none free


def test_a_reason_that_was_not_needed_is_not_kept(slagelse: Place) -> None:
    assert start(slagelse, over_capacity_reason="For en sikkerheds skyld").over_capacity_reason == ""


def test_a_place_is_free_from_the_day_a_course_ended(slagelse: Place) -> None:
    first, *_ = [start(slagelse) for _ in range(3)]
    world.ended(first, dt.date(2018, 3, 1))
    with pytest.raises(ValidationError):
        start(slagelse, dt.date(2018, 2, 28))
    assert start(slagelse, dt.date(2018, 3, 1))


def test_those_who_begin_later_are_counted_too(slagelse: Place) -> None:
    for _ in range(3):
        start(slagelse, dt.date(2018, 6, 1))
    with world.refused("er i brug 1. juni 2018"):
        start(slagelse)


def test_deleted_courses_take_no_place_and_ask_for_one_to_come_back(slagelse: Place) -> None:
    first, *_ = [start(slagelse) for _ in range(3)]
    services.remove_course(SYSTEM, first, expected_version=first.version)
    start(slagelse)
    with world.refused("er i brug"):
        services.restore_course(SYSTEM, Course.with_deleted.get(pk=first.pk))


def test_renewed_terms_with_more_places(slagelse: Place) -> None:
    for _ in range(3):
        start(slagelse)
    terms = slagelse.agreement.terms.get()
    terms.places = 4
    terms_services.renew_terms(SYSTEM, terms, from_day=dt.date(2018, 3, 1), expected_version=1)
    with pytest.raises(ValidationError):
        start(slagelse, dt.date(2018, 2, 28))
    assert start(slagelse, dt.date(2018, 3, 1))


def test_reopening_takes_a_place_again(slagelse: Place) -> None:
    first, *_ = [start(slagelse) for _ in range(3)]
    world.ended(first, dt.date(2018, 3, 1))
    start(slagelse, dt.date(2018, 3, 1))
    version = Course.objects.get(pk=first.pk).version
    with world.refused("i brug"):
        services.reopen_course(SYSTEM, Course.objects.get(pk=first.pk), expected_version=version, reason="En fejl")
    services.reopen_course(
        SYSTEM,
        Course.objects.get(pk=first.pk),
        expected_version=version,
        reason="En fejl",
        over_capacity_reason="Kun til fredag",
    )
    assert Course.objects.get(pk=first.pk).over_capacity_reason == "Kun til fredag"


def test_an_agreement_without_terms_gives_no_places(slagelse: Place) -> None:
    slagelse.agreement.terms.all().delete()
    with world.refused("ingen vilkår"):
        start(slagelse)


# --- The last place -----------------------------------------------------------------------------------------------------
def _race(rivals: int) -> tuple[int, list[BaseException]]:
    """One place, that many who want it at the same moment: how many got it, and what the others were told."""
    found: dict[str, object] = {}

    def prepare() -> None:
        of = world.place("0330", "VeteranHaven")
        made = world.agreement(of.presence, 2, places=1)
        found["agreement"] = made.pk
        found["who"] = [world.participant(of.team).pk for _ in range(rivals)]

    def take(index: int) -> None:
        who = Participant.objects.get(pk=found["who"][index])  # type: ignore[index]
        under = Agreement.objects.get(pk=found["agreement"])
        services.start_course(SYSTEM, Course(participant=who, agreement=under, started_on=FEBRUARY))

    def look() -> None:
        found["running"] = Course.objects.filter(agreement=found["agreement"]).count()

    assert in_threads(prepare) == []
    errors = in_threads(*[lambda index=index: take(index) for index in range(rivals)])
    assert in_threads(look) == []
    return int(found["running"]), errors  # type: ignore[call-overload]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_the_last_place_is_given_once() -> None:
    running, errors = _race(6)
    assert running == 1
    assert [type(error) for error in errors] == [ValidationError] * 5
    assert all("Pladsen er i brug" in str(error) for error in errors)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_one_participant_begins_at_one_place() -> None:
    """Two start a course for the same person at the same moment, under different agreements."""
    found: dict[str, int] = {}

    def prepare() -> None:
        of = world.place("0330", "VeteranHaven")
        found.update(who=world.participant(of.team).pk, one=of.agreement.pk, two=world.agreement(of.presence, 2).pk)

    def begin(agreement: str) -> None:
        who, under = Participant.objects.get(pk=found["who"]), Agreement.objects.get(pk=found[agreement])
        services.start_course(SYSTEM, Course(participant=who, agreement=under, started_on=FEBRUARY))

    def look() -> None:
        found["running"] = Course.objects.count()

    assert in_threads(prepare) == []
    errors = in_threads(lambda: begin("one"), lambda: begin("two"))
    assert in_threads(look) == []
    assert found["running"] == 1
    assert [type(error) for error in errors] == [ValidationError]
    assert "allerede i et forløb" in str(errors[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_without_the_lock_it_is_given_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the test above would see the race. SQLite has one writer at a time whatever we do."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite takes its write lock at BEGIN")
    together = threading.Barrier(6)

    def unlocked(agreement: Agreement) -> Agreement:
        return Agreement.objects.get(pk=agreement.pk)

    check = services.check_place

    def check_then_wait(agreement: Agreement, course: Course) -> None:
        check(agreement, course)
        together.wait(timeout=20)

    monkeypatch.setattr(services, "locked", unlocked)
    monkeypatch.setattr(services, "check_place", check_then_wait)
    running, errors = _race(6)
    assert errors == []
    assert running == 6
    assert places_module.locked is not unlocked
