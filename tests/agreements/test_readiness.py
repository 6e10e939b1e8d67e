"""Klar til job: chosen words only, and considerations only with consent."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from agreements.models import Competence, Consideration, Participant, Readiness
from agreements.services import readiness as services
from socialportal.accounts.access import SYSTEM
from socialportal.audit.models import Entry, Read
from socialportal.common.records import Conflict

from . import world
from .reading import at, client_of, text_of
from .world import Place

MAY, GIVEN = dt.date(2026, 5, 1), dt.date(2026, 4, 20)


def ready(of: Place, who=SYSTEM, *, links=None, participant: Participant | None = None, **fields) -> Readiness:
    fields = {"ready_from": MAY, "hours_from": Decimal(10), "hours_to": Decimal(15)} | fields
    whose = participant or world.participant(of.team)
    return services.note_readiness(who, Readiness(participant=whose, **fields), links=links)


def quiet() -> list[Consideration]:
    return list(Consideration.objects.filter(code__in=["quiet", "breaks"]))


def logged() -> str:
    return " ".join(str(row) for row in Entry.objects.values_list("changes", "reason", "label"))


# --- Consent ----------------------------------------------------------------------------------------------------------
def test_no_consideration_without_consent(slagelse: Place) -> None:
    links = {"considerations": quiet()}
    with world.refused("deltagerens samtykke", field="consent_on"):
        ready(slagelse, links=links)
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    with world.refused("fremtiden", field="consent_on"):
        ready(slagelse, links=links, consent_on=tomorrow)
    made = ready(slagelse, links=links, consent_on=GIVEN)
    assert set(made.considerations.all()) == set(quiet())
    made.consent_on = None
    with world.refused("deltagerens samtykke", field="consent_on"):
        services.correct_readiness(SYSTEM, made, expected_version=1)


def test_withdrawing_the_consent_removes_them_and_no_log_names_them(slagelse: Place) -> None:
    made = ready(slagelse, consent_on=GIVEN)
    services.correct_readiness(SYSTEM, made, expected_version=1, links={"considerations": quiet()})
    made = Readiness.objects.get()
    with pytest.raises(Conflict):
        services.withdraw_consent(SYSTEM, made, expected_version=1)
    assert made.considerations.count() == 2
    services.withdraw_consent(SYSTEM, Readiness.objects.get(), expected_version=2)
    made = Readiness.objects.get()
    assert (made.consent_on, made.considerations.count()) == (None, 0)
    with world.refused("intet samtykke"):
        services.withdraw_consent(SYSTEM, made, expected_version=3)
    assert "2 skånehensyn" in logged().replace("\\xa0", " ")
    for word in quiet():
        assert word.name not in logged()


def test_a_conflict_changes_no_considerations(slagelse: Place) -> None:
    made = ready(slagelse, consent_on=GIVEN)
    made.area = "Korsør"
    services.correct_readiness(SYSTEM, made, expected_version=1)
    made.area = "Skælskør"
    with pytest.raises(Conflict):
        services.correct_readiness(SYSTEM, made, expected_version=1, links={"considerations": quiet()})
    assert not Readiness.objects.get().considerations.exists()


# --- Who and what -----------------------------------------------------------------------------------------------------
def test_only_the_team_notes_it(slagelse: Place, kolding: Place) -> None:
    ready(slagelse, slagelse.access("consultant"))
    for other in (slagelse.access("colleague"), kolding.access()):
        with pytest.raises(PermissionDenied):
            ready(slagelse, other)


def test_what_is_refused(slagelse: Place) -> None:
    with world.refused("mindst 10 timer", field="hours_to"):
        ready(slagelse, hours_to=Decimal(9))
    with world.refused("før den", field="ready_until"):
        ready(slagelse, ready_until=dt.date(2026, 4, 30))
    with world.refused("CPR-nummer", field="area"):
        ready(slagelse, area="010190-1234")
    made = ready(slagelse)
    with world.refused("allerede"):
        ready(slagelse, participant=made.participant)


def test_removed_brought_back_and_noted_anew(slagelse: Place) -> None:
    access, made = slagelse.access("consultant"), ready(slagelse)
    services.remove_readiness(access, made, expected_version=1)
    services.restore_readiness(access, Readiness.with_deleted.get())
    services.remove_readiness(access, Readiness.objects.get(), expected_version=3)
    anew = ready(slagelse, participant=made.participant)
    assert [*Readiness.with_deleted.all()] == [anew]


def test_ready_from_a_day_until_another(slagelse: Place) -> None:
    ready(slagelse, ready_until=dt.date(2026, 6, 1))
    days = [dt.date(2026, 4, 30), MAY, dt.date(2026, 5, 31), dt.date(2026, 6, 1)]
    assert [Readiness.objects.ready_on(day).count() for day in days] == [0, 1, 1, 0]


# --- On the participant's page ----------------------------------------------------------------------------------------
def test_on_the_participants_page(slagelse: Place, consultant: Client) -> None:
    who = world.participant(slagelse.team)
    kitchen = Competence.objects.get(code="kitchen")
    data = {
        "ready_from": "2026-05-01",
        "hours_from": "10",
        "hours_to": "12,5",
        "area": "Korsør",
        "competences": [kitchen.pk],
        "considerations": [word.pk for word in quiet()],
    }
    assert consultant.post(at("readiness-add", who.pk), data).status_code == 422
    assert consultant.post(at("readiness-add", who.pk), data | {"consent_on": "2026-04-20"}).status_code == 302
    page = text_of(consultant.get(who.get_absolute_url()))
    for words in ("10 til 12,5 timer om ugen", "i Korsør", "Køkken og café", "Roligt sted", "fra 20. april 2026"):
        assert words in page
    made = Readiness.objects.get()
    before = Read.objects.count()
    assert consultant.get(at("readiness-edit", made.pk)).status_code == 200
    assert Read.objects.count() == before + 1
    assert consultant.post(at("readiness-withdraw", made.pk), {"version": 1}).status_code == 302
    page = text_of(consultant.get(who.get_absolute_url()))
    assert "Roligt sted" not in page
    assert "Køkken og café" in page
    assert client_of(slagelse.colleague).get(at("readiness-edit", made.pk)).status_code == 404
