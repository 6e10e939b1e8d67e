"""The lists of agreements, participants and courses, and what a course's page says in each of its states."""

import datetime as dt

import pytest
from django.test import Client

from agreements.deadlines import working_day
from agreements.models import Agreement, Course, NoPlanReason, Participant
from agreements.services import course as services
from agreements.services import plan as plans
from agreements.views.course_story import days_between
from socialportal.accounts.access import SYSTEM

from . import world
from .reading import at, text_of, told
from .world import Place

TODAY = dt.date.today()


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def numbers(client: Client, query: str, name: str = "courses") -> set[str]:
    """The participants on a list."""
    page = text_of(client.get(f"{at(name)}?{query}"))
    return {number for number in ("S-0001", "S-0002", "S-0003", "S-0004") if number in page}


@pytest.fixture
def four(slagelse: Place) -> list[Course]:
    """Running and late, running with a plan, ended, and agreed for later."""
    slagelse.agreement.terms.update(places=8)
    late, planned = world.course(slagelse, ago(200)), world.course(slagelse, ago(40))
    plans.record_plan(SYSTEM, planned, expected_version=1, made_on=ago(20), sent_on=ago(19))
    ended = world.ended(world.course(slagelse, ago(100)), ago(50))
    return [late, planned, ended, world.course(slagelse, TODAY + dt.timedelta(days=10))]


def test_courses_by_state_plan_agreement_and_day(slagelse: Place, four: list[Course], consultant: Client) -> None:
    assert numbers(consultant, "") == {"S-0001", "S-0002", "S-0004"}
    assert numbers(consultant, "status=afsluttet") == {"S-0003"}
    assert numbers(consultant, "status=alle") == {"S-0001", "S-0002", "S-0003", "S-0004"}
    assert numbers(consultant, "plan=in_progress") == {"S-0001", "S-0004"}
    assert numbers(consultant, "plan=made") == {"S-0002"}
    assert numbers(consultant, f"dag={ago(60):%Y-%m-%d}") == {"S-0001", "S-0003"}
    assert numbers(consultant, f"aftale={slagelse.agreement.pk}&q=0002") == {"S-0002"}
    other = world.agreement(slagelse.presence, 2)
    assert numbers(consultant, f"aftale={other.pk}&status=alle") == set()


def test_the_list_says_how_each_stands(four: list[Course], consultant: Client) -> None:
    page = text_of(consultant.get(f"{at('courses')}?status=alle"))
    for words in ("Rammen er udløbet", "Over fristen", "Har plan", "Uge 6 af 13", "Afsluttet", "Begynder senere"):
        assert words in page
    rows = b"".join(consultant.get(f"{at('courses')}?status=alle&format=csv").streaming_content).decode()
    assert "Uge 6 af 13" in rows
    assert f"{ago(50):%d-%m-%Y}" in rows


def test_what_each_course_says_is_next(four: list[Course], consultant: Client) -> None:
    late, planned, ended, later = [text_of(consultant.get(course.get_absolute_url())) for course in four]
    assert "Næste skridt: forlæng eller afslut" in late
    assert "Planen er over fristen" not in late  # the frame goes first, and says so
    assert "Næste skridt: følg op" in planned
    assert "Planen blev sendt til sagsbehandleren." in planned
    assert "Næste skridt: registrér jobbet" in ended
    assert "Planen blev ikke lavet" in ended
    assert "Forløbet begynder." in later
    assert "Om 10 dage" in later


def test_a_plan_that_is_due_and_one_that_is_late(slagelse: Place, consultant: Client) -> None:
    # what is agreed moves to a working day, so one that is late is late by more than a holiday
    due, late = world.course(slagelse, ago(28)), world.course(slagelse, ago(40))
    told = days_between(ago(0), working_day(ago(0))).replace("\u00a0", " ")
    assert "skriv planen inden" in text_of(consultant.get(due.get_absolute_url()))
    assert told in text_of(consultant.get(due.get_absolute_url()))
    page = text_of(consultant.get(late.get_absolute_url()))
    assert "skriv planen, eller skriv hvorfor der ingen er" in page
    assert f"{(ago(0) - working_day(ago(12))).days} dage over" in page


def test_a_frame_that_soon_runs_out(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse, ago(80))
    reason = NoPlanReason.objects.get(code="absence")
    plans.record_no_plan(SYSTEM, course, expected_version=1, no_plan_on=ago(70), no_plan_reason=reason)
    page = text_of(consultant.get(course.get_absolute_url()))
    assert "Næste skridt: aftal, hvad der skal ske bagefter" in page
    assert "Det blev besluttet ikke at lave en individuel plan." in page


def test_an_internship_has_no_frame(slagelse: Place, consultant: Client) -> None:
    data = {"presence": slagelse.presence.pk, "team": slagelse.team.pk, "started_on": f"{ago(40)}"}
    both = consultant.post(at("course-start"), data | {"agreement": slagelse.agreement.pk})
    assert "Virksomheden følger af aftalen. Lad feltet stå tomt." in text_of(both)
    assert consultant.post(at("course-start"), data | {"beside_treatment": "on"}).status_code == 302
    page = text_of(consultant.get(Course.objects.get().get_absolute_url()))
    assert "I praktik hos VeteranHaven siden" in page
    assert "Back-up sideløbende med behandling." in page
    assert "Næste skridt: skriv planen" in page
    assert "I gang" in text_of(consultant.get(at("courses")))
    assert "Praktik" in text_of(consultant.get(at("courses")))


def test_a_correction_of_a_course(slagelse: Place, four: list[Course], consultant: Client) -> None:
    course = four[1]
    data = {"agreement": slagelse.agreement.pk, "started_on": f"{ago(41)}", "version": 1}
    assert consultant.post(at("course-edit", course.pk), data).status_code == 302
    assert Course.objects.get(pk=course.pk).started_on == ago(41)
    ended = four[2]
    data = {"agreement": slagelse.agreement.pk, "started_on": f"{ago(100)}", "ended_on": "", "version": 2}
    assert consultant.post(at("course-edit", ended.pk), data).status_code == 422


def test_a_full_agreement_asks_why_when_a_course_is_reopened(slagelse: Place, consultant: Client) -> None:
    ended = world.ended(world.course(slagelse, ago(100)), ago(50))
    for _ in range(3):
        world.course(slagelse, ago(40))
    data = {"reason": "En fejl", "version": 2}
    response = consultant.post(at("course-reopen", ended.pk), data)
    assert response.status_code == 422
    assert "Alle 3 pladser er i brug" in text_of(response)
    assert (
        consultant.post(at("course-reopen", ended.pk), data | {"over_capacity_reason": "Kort tid"}).status_code == 302
    )


def test_an_extension_is_taken_back(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse, ago(80))
    reason = services.ExtensionReason.objects.get(code="absence")
    made = services.extend_course(
        SYSTEM, course, expected_version=1, decided_on=ago(3), weeks=4, extension_reason=reason
    )
    page = text_of(consultant.get(at("extension-remove", made.pk)))
    assert "4 uger, besluttet" in page
    assert consultant.post(at("extension-remove", made.pk), {"version": 1}).status_code == 302
    assert "Forlænget" not in text_of(consultant.get(course.get_absolute_url())).split("Det er der sket")[0]


def test_participants(slagelse: Place, four: list[Course], consultant: Client, coordinator: Client) -> None:
    response = consultant.post(at("participant-add"), {"team": slagelse.team.pk, "case_reference": "18/2231"})
    who = Participant.objects.get(case_reference="18/2231")
    assert told(response).startswith("Deltager S-0005 er registreret.")
    assert response["Location"] == who.get_absolute_url()
    page = text_of(consultant.get(who.get_absolute_url()))
    assert "Ikke i et forløb nu." in page
    assert "Deltageren har ikke været i et forløb." in page
    assert numbers(consultant, "forloeb=i-gang", "participants") == {"S-0001", "S-0002"}
    assert numbers(consultant, "forloeb=ingen", "participants") == {"S-0003", "S-0004"}
    assert numbers(consultant, f"hold={slagelse.team.pk}&q=0003", "participants") == {"S-0003"}
    wrong = consultant.post(at("participant-add"), {"team": slagelse.team.pk, "case_reference": "010190-1234"})
    assert "Det ligner et CPR-nummer" in text_of(wrong)
    move = {"team": slagelse.other_team.pk, "version": 1}
    assert consultant.post(at("participant-edit", who.pk), move).status_code == 422  # not one's own team
    assert coordinator.post(at("participant-edit", who.pk), move).status_code == 302
    assert consultant.get(who.get_absolute_url()).status_code == 404
    assert coordinator.post(at("participant-remove", who.pk), {"version": 2}).status_code == 302
    running = text_of(consultant.get(four[0].participant.get_absolute_url()))
    assert "I forløb hos VeteranHaven siden" in running
    assert "har 1 forløb og kan derfor ikke slettes" in text_of(
        consultant.get(at("participant-remove", four[0].participant.pk))
    )


def test_a_consultant_without_a_team_is_told(slagelse: Place) -> None:
    slagelse.consultant.memberships.get().teams.clear()
    client = Client()
    client.force_login(slagelse.consultant)
    assert client.get(at("participants")).status_code == 200
    response = client.post(at("participant-add"), {"team": slagelse.team.pk})
    assert response.status_code == 422


def test_agreements_by_state_and_day(slagelse: Place, four: list[Course], consultant: Client) -> None:
    over = world.agreement(slagelse.presence, 2, valid_from=dt.date(2016, 1, 1))
    Agreement.objects.filter(pk=over.pk).update(valid_to=dt.date(2017, 12, 31))

    def found(query: str) -> str:
        return text_of(consultant.get(f"{at('agreements')}?{query}"))

    assert "1 aftale" in found("")
    assert "2 af 8 pladser i brug" in found("")
    assert "31. december 2017" in found("status=afsluttet")
    assert "2 aftaler" in found("status=alle")
    assert "2 af 8 pladser i brug" in found(f"dag={ago(60):%Y-%m-%d}")
    assert "0 af 8 pladser i brug" in found(f"dag={ago(300):%Y-%m-%d}")
    assert "Sluttede 31. december 2017" in text_of(consultant.get(over.get_absolute_url()))


def test_an_agreement_is_ended_by_its_form(slagelse: Place, four: list[Course], coordinator: Client) -> None:
    url = at("agreement-end", slagelse.agreement.pk)
    response = coordinator.post(url, {"ended_on": f"{TODAY}", "version": 1})
    assert "Begrundelse: 2 forløb fortsætter efter den dag." in text_of(response)
    end = {"ended_on": f"{TODAY}", "reason": "Løber ud", "version": 1}
    assert coordinator.post(url, end).status_code == 302
    edit = coordinator.get(at("agreement-edit", slagelse.agreement.pk))
    assert f'value="{TODAY}"' in edit.content.decode()


def test_courses_beyond_the_places_are_seen(slagelse: Place, consultant: Client) -> None:
    for number in range(4):
        world.course(slagelse, ago(20), over_capacity_reason="Aftalt" if number == 3 else "")
    page = text_of(consultant.get(slagelse.agreement.get_absolute_url()))
    assert "3 af 3 pladser i brug, og ét forløb ud over dem." in page
    assert "Ét forløb ud over pladserne" in page
    assert "Start et forløb (ingen ledige)" in page
