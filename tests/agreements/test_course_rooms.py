"""The rooms of a course as people use them: pause, follow-up, description, hours, plan, mentor, transfer, key cards, contacts."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Contact, Course, CourseHours, Description, FollowUp, Pause, PlanRevision
from socialportal.accounts import roles
from socialportal.audit.models import Read
from tests import factories

from . import world
from .reading import at, client_of, options_of, text_of, told
from .world import Place


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


@pytest.fixture
def course(slagelse: Place) -> Course:
    return world.course(slagelse, ago(35))


def page_of(client: Client, course: Course) -> str:
    return text_of(client.get(course.get_absolute_url()))


def sent(client: Client, page: str, pk: int, **data: Any) -> Any:
    response = client.post(at(page, pk), data)
    assert response.status_code == 302, text_of(response)
    return response


# --- Pause -----------------------------------------------------------------------------------------------------------
def test_paused_and_going_on(consultant: Client, course: Course) -> None:
    assert "Næste skridt: skriv planen" in page_of(consultant, course)
    sent(consultant, "pause-add", course.pk, paused_from=ago(20).isoformat(), reason=3)
    page = page_of(consultant, course)
    for said in ("Holder pause", "Næste skridt: vent, til pausen er slut", "Grund: Ferie", "satte forløbet på pause"):
        assert said in page
    pause = Pause.objects.get()
    resume = {"resumed_on": ago(10).isoformat(), "version": 1}
    assert told(sent(consultant, "pause-resume", pause.pk, **resume)) == "Forløbet er i gang igen."
    page = page_of(consultant, course)
    assert "Forløbet gik i gang igen." in page
    assert "Fristen er flyttet af en pause" in page
    assert "flyttet af pauser" in page
    assert consultant.post(at("pause-resume", pause.pk), resume).status_code in {409, 422}


def test_the_list_tells_what_waits(slagelse: Place, consultant: Client, course: Course) -> None:
    other = world.course(slagelse, ago(5))
    sent(consultant, "pause-add", course.pk, paused_from=ago(20).isoformat(), reason=3)
    sent(consultant, "follow-up-ask", other.pk, kind="meeting", asked_by="mentor", asked_on=ago(2).isoformat())
    page = text_of(consultant.get(at("courses")))
    assert "Holder pause" in page
    assert "Venter på pausen" in page
    assert "Opfølgning ønsket" in page
    paused = text_of(consultant.get(at("courses") + "?noget=pause"))
    assert "S-0001" in paused
    assert "S-0002" not in paused
    asked = text_of(consultant.get(at("courses") + "?noget=moede"))
    assert "S-0002" in asked
    assert "S-0001" not in asked


# --- Follow-ups ------------------------------------------------------------------------------------------------------
def test_asked_for_and_held(consultant: Client, course: Course) -> None:
    asked = {"kind": "round_table", "asked_by": "caseworker", "asked_on": ago(30).isoformat()}
    sent(consultant, "follow-up-ask", course.pk, **asked)
    page = page_of(consultant, course)
    assert "Næste skridt: hold rundbordssamtale" in page
    assert "Sagsbehandleren bad om det" in page
    one = FollowUp.objects.get()
    sent(consultant, "follow-up-held", one.pk, held_on=ago(1).isoformat(), version=1)
    assert "Næste skridt: hold" not in page_of(consultant, course)
    late = consultant.post(at("follow-up-call-off", one.pk), {"called_off_on": ago(1).isoformat(), "version": 1})
    assert late.status_code == 422
    assert "Opfølgningen blev holdt" in text_of(late)
    sent(consultant, "follow-up-add", course.pk, kind="talk", held_on=ago(0).isoformat())
    assert "Dialog." in page_of(consultant, course)


def test_what_was_asked_for_in_a_course_that_has_ended(consultant: Client, course: Course) -> None:
    sent(consultant, "follow-up-ask", course.pk, kind="meeting", asked_by="mentor", asked_on=ago(30).isoformat())
    world.ended(Course.objects.get(pk=course.pk), ago(1), "education")
    page = page_of(consultant, course)
    assert "Opfølgningsmøde blev ikke holdt." in page
    assert "Opfølgning ønsket" not in page
    assert "Næste skridt" not in page


def test_two_who_correct_one_follow_up(consultant: Client, coordinator: Client, course: Course) -> None:
    sent(consultant, "follow-up-ask", course.pk, kind="talk", asked_by="mentor", asked_on=ago(9).isoformat())
    one = FollowUp.objects.get()
    form = {
        "kind": "talk",
        "asked_by": "mentor",
        "asked_on": ago(9).isoformat(),
        "wanted_by": one.wanted_by.isoformat(),
    }
    sent(consultant, "follow-up-edit", one.pk, **(form | {"kind": "meeting", "version": 1}))
    second = coordinator.post(at("follow-up-edit", one.pk), form | {"kind": "round_table", "version": 1})
    assert second.status_code == 409
    assert "Rundbordssamtale" in text_of(second)
    assert "Opfølgningsmøde" in text_of(second)


# --- Description -----------------------------------------------------------------------------------------------------
def test_ordered_delivered_and_returned(consultant: Client, course: Course) -> None:
    assert "Samlet beskrivelse" in options_of(consultant.get(at("description-order", course.pk)), "kind")
    order = {"ordered_on": ago(34).isoformat(), "needed_by": ago(-1).isoformat(), "kind": 2}
    sent(consultant, "description-order", course.pk, **order)
    one = Description.objects.get()
    page = page_of(consultant, course)
    assert "Samlet beskrivelse bestilt." in page
    assert "Modtager: Kommunens sagsbehandler." in page
    sent(consultant, "description-deliver", one.pk, delivered_on=ago(5).isoformat(), version=1)
    assert "Notér svar" in page_of(consultant, course)
    back = {"answer": "returned", "answered_on": ago(2).isoformat(), "needed_by": ago(-9).isoformat(), "version": 2}
    sent(consultant, "description-answer", one.pk, **back)
    page = page_of(consultant, course)
    assert "sendt tilbage" in page
    assert "skal bruges igen til mødet" in page
    assert "Sendt tilbage" in text_of(consultant.get("/frister/?hvem=kommunen"))
    assert at("journal", "beskrivelse", one.pk) in consultant.get(course.get_absolute_url()).content.decode()


# --- Hours and the plan ------------------------------------------------------------------------------------------------
def test_hours_as_a_line(consultant: Client, course: Course) -> None:
    for day, hours in ((35, "6"), (10, "10,5")):
        step = {"valid_from": ago(day).isoformat(), "hours_per_week": hours, "intensity": 80}
        sent(consultant, "course-hours-add", course.pk, **step)
    page = consultant.get(course.get_absolute_url())
    assert "Fra 4,8 til 8,4 effektive timer om ugen." in text_of(page)
    assert "<svg" in page.content.decode()
    last = CourseHours.objects.latest("valid_from")
    sent(consultant, "course-hours-remove", last.pk, version=1)
    assert "Fra 4,8" not in page_of(consultant, course)


def test_revisions_of_the_plan(consultant: Client, course: Course) -> None:
    sent(consultant, "revision-add", course.pk, kind="drafted", revised_on=ago(20).isoformat())
    assert "Planen: udkast drøftet." in page_of(consultant, course)
    assert "Udkast drøftet" in text_of(consultant.get(at("course-plan", course.pk)))
    wrong = consultant.post(at("revision-add", course.pk), {"kind": "revised", "revised_on": ago(3).isoformat()})
    assert wrong.status_code == 422
    assert "Planen er ikke skrevet" in text_of(wrong)
    sent(consultant, "revision-remove", PlanRevision.objects.get().pk, version=1)
    assert "Planen: udkast drøftet." not in page_of(consultant, course)


# --- Mentor and transfer -----------------------------------------------------------------------------------------------
def test_the_mentors_of_the_enterprise_only(slagelse: Place, consultant: Client, course: Course) -> None:
    mentor = factories.user(role=roles.MENTOR, serves=slagelse.enterprise, name="Ole Mentor")
    elsewhere = factories.enterprise("Sumak", slagelse.municipality)
    stranger = factories.user(role=roles.MENTOR, serves=elsewhere, name="Fremmed Mentor")
    options = options_of(consultant.get(at("course-mentor", course.pk)), "mentor")
    assert "Ole Mentor" in options
    assert "Fremmed Mentor" not in options
    assert consultant.post(at("course-mentor", course.pk), {"mentor": stranger.pk, "version": 1}).status_code == 422
    sent(consultant, "course-mentor", course.pk, mentor=mentor.pk, version=1)
    assert "Ole Mentor" in page_of(consultant, course)


def test_transferred_with_the_history_behind(
    slagelse: Place, kolding: Place, consultant: Client, course: Course
) -> None:
    other = world.agreement(factories.enterprise("Sumak", slagelse.municipality).presences.get(), 2)
    options = options_of(consultant.get(at("course-transfer", course.pk)), "agreement")
    assert "Sumak" in options
    assert "Fjordtangen" not in options
    assert "VeteranHaven" not in options
    data = {"agreement": other.pk, "moved_on": ago(1).isoformat(), "version": 1}
    new = Course.objects.get(pk=int(sent(consultant, "course-transfer", course.pk, **data)["Location"].split("/")[-2]))
    assert "Fortsætter forløbet hos VeteranHaven" in page_of(consultant, new).replace(" .", ".")
    old = page_of(consultant, course)
    assert "Status: Overført til en anden aftale." in old
    assert "Fortsætter i forløbet hos Sumak" in old.replace(" .", ".")


def test_a_full_agreement_asks_why(slagelse: Place, consultant: Client, course: Course) -> None:
    other = world.agreement(factories.enterprise("Sumak", slagelse.municipality).presences.get(), 2, places=1)
    world.course(slagelse, ago(9), agreement=other)
    data = {"agreement": other.pk, "moved_on": ago(1).isoformat(), "version": 1}
    response = consultant.post(at("course-transfer", course.pk), data)
    assert response.status_code == 422
    assert 'name="over_capacity_reason"' in response.content.decode()
    sent(consultant, "course-transfer", course.pk, over_capacity_reason="Én stopper på fredag", **data)


def test_an_earlier_participant_starts_again(consultant: Client, course: Course) -> None:
    world.ended(course, ago(3))
    page = consultant.get(course.participant.get_absolute_url())
    assert "Start et nyt forløb" in text_of(page)
    start = consultant.get(f"{at('course-start')}?deltager={course.participant.pk}")
    assert f'<option value="{course.participant.pk}" selected' in options_of(start, "participant")


def test_an_internship_and_its_last_day(slagelse: Place, consultant: Client) -> None:
    form = {
        "presence": slagelse.presence.pk,
        "team": slagelse.team.pk,
        "referred_on": ago(12).isoformat(),
        "started_on": ago(5).isoformat(),
        "planned_until": ago(-10).isoformat(),
    }
    assert consultant.post(at("course-start"), form | {"agreement": slagelse.agreement.pk}).status_code == 422
    course = Course.objects.get(pk=int(consultant.post(at("course-start"), form)["Location"].split("/")[-2]))
    page = page_of(consultant, course)
    for said in ("Deltageren blev henvist.", "I praktik hos VeteranHaven", "Den aftalte tid udløber.", "Om 10 dage"):
        assert said in page
    assert "Forlæng" not in page.split("Forløbet trin for trin")[0]
    assert "Aftal en ny dag" in page


# --- People around the course ------------------------------------------------------------------------------------------
def test_who_is_responsible(slagelse: Place, kolding: Place, consultant: Client, course: Course) -> None:
    own = Contact.objects.create(
        municipality=slagelse.municipality, name="Anna Holm", title="sagsbehandler", email="a@slagelse.example"
    )
    Contact.objects.create(
        municipality=kolding.municipality, name="Kai Fremmed", title="leder", email="k@kolding.example"
    )
    url = at("participant-edit", course.participant.pk)
    page = consultant.get(url)
    assert str(slagelse.consultant) in options_of(page, "responsible")
    assert str(kolding.consultant) not in options_of(page, "responsible")
    assert "Anna Holm" in options_of(page, "caseworker")
    assert "Kai Fremmed" not in page.content.decode()
    data = {"team": slagelse.team.pk, "responsible": slagelse.consultant.pk, "caseworker": own.pk, "version": 1}
    assert consultant.post(url, data).status_code == 302
    told_of = page_of(consultant, course)
    assert f"Ansvarlig konsulent {slagelse.consultant}" in told_of
    assert "Sagsbehandler Anna Holm" in told_of


def test_a_new_participant_is_known_by_what_is_told_at_the_start(slagelse: Place, consultant: Client) -> None:
    shown = consultant.get(at("course-start"))
    assert f'<option value="{slagelse.consultant.pk}" selected' in options_of(shown, "responsible")
    form = {
        "agreement": slagelse.agreement.pk,
        "team": slagelse.team.pk,
        "started_on": ago(3).isoformat(),
        "responsible": slagelse.consultant.pk,
    }
    refused = consultant.post(at("course-start"), form | {"case_reference": "010190-1234"})
    assert refused.status_code == 422
    assert "Det ligner et CPR-nummer" in text_of(refused)
    elsewhere = consultant.post(at("course-start"), form | {"responsible": slagelse.colleague.pk})
    assert elsewhere.status_code == 422
    assert "er ikke med i Fleksjob" in text_of(elsewhere)
    assert not Course.objects.exists()
    assert consultant.post(at("course-start"), form | {"case_reference": "Sag 17"}).status_code == 302
    who = Course.objects.get().participant
    assert (who.responsible, who.case_reference) == (slagelse.consultant, "Sag 17")


def test_contacts_without_login(slagelse: Place, consultant: Client) -> None:
    anna = {"name": "Anna Holm", "title": "sagsbehandler", "email": "anna@slagelse.example"}
    response = consultant.post(at("contact-add"), anna)
    assert response["Location"] == at("contacts")
    assert "Anna Holm" in text_of(consultant.get(at("contacts")))
    assert consultant.post(at("contact-add"), anna).status_code == 422
    one = Contact.objects.get()
    sent(consultant, "contact-edit", one.pk, **(anna | {"title": "leder", "version": 1}))
    world.participant(slagelse.team, caseworker=one)
    assert "er kontakt for 1 deltager" in text_of(consultant.get(at("contact-remove", one.pk)))


def test_key_cards_have_a_line_and_nothing_to_type(slagelse: Place, kolding: Place, consultant: Client) -> None:
    mine, foreign = world.course(slagelse, ago(3)), world.course(kolding, ago(3))
    gone = world.ended(world.course(slagelse, ago(9)), ago(2))
    page = consultant.get(at("key-cards"))
    assert mine.participant.number in text_of(page)
    for other in (foreign, gone):
        assert other.participant.number not in text_of(page)
    for response in (page, consultant.get(at("key-card", mine.participant.pk))):
        html = response.content.decode().split("<main")[1].split("</main>")[0]
        assert "Navn" in html
        assert 'type="text"' not in html
        assert "<textarea" not in html
        assert 'method="post"' not in html
    assert Read.objects.filter(purpose="nøglekort").count() == 1
    assert "S-" not in page.content.decode().split("</title>")[0]


# --- Two at once -------------------------------------------------------------------------------------------------------
def test_two_people_who_edit_one_course(
    slagelse: Place, consultant: Client, coordinator: Client, course: Course
) -> None:
    mentor = factories.user(role=roles.MENTOR, serves=slagelse.enterprise, name="Ole Mentor")
    other = world.agreement(factories.enterprise("Sumak", slagelse.municipality).presences.get(), 2)
    sent(consultant, "course-mentor", course.pk, mentor=mentor.pk, version=1)
    form = {"agreement": slagelse.agreement.pk, "started_on": ago(34).isoformat(), "version": 1}
    for url, data in (
        (at("course-edit", course.pk), form),
        (at("course-mentor", course.pk), {"mentor": "", "version": 1}),
        (at("course-transfer", course.pk), {"agreement": other.pk, "moved_on": ago(1).isoformat(), "version": 1}),
    ):
        response = coordinator.post(url, data)
        assert response.status_code == 409, url
        assert f"{slagelse.consultant} gemte" in text_of(response)
    course.refresh_from_db()
    assert (course.mentor, course.started_on, course.ended_on) == (mentor, ago(35), None)


# --- The page as a whole -------------------------------------------------------------------------------------------------
def filled(course: Course, rows: int) -> None:
    for number in range(rows):
        day = ago(30 - number)
        FollowUp.objects.create(course=course, asked_on=day, held_on=day)
        CourseHours.objects.create(course=course, valid_from=day, hours_per_week=number + 1)
        Pause.objects.create(course=course, paused_from=day, paused_to=day, reason_id=3)
        Description.objects.create(course=course, kind_id=2, ordered_on=day, needed_by=day, delivered_on=day)
        PlanRevision.objects.create(plan=course.plan, kind="corrected", revised_on=day)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_queries_do_not_grow_with_what_is_written(slagelse: Place, consultant: Client, course: Course) -> None:
    filled(course, 1)
    few = queries(consultant, course.get_absolute_url())
    other = world.course(slagelse, ago(35))
    filled(other, 9)
    assert queries(consultant, other.get_absolute_url()) == few
    assert few <= 20
    world.course(slagelse, ago(3))
    assert queries(consultant, at("courses")) <= 9


def test_no_number_in_a_page_title(consultant: Client, course: Course) -> None:
    names = ("course", "course-plan", "course-mentor", "course-transfer", "pause-add", "course-edit", "course-remove")
    for url in [course.participant.get_absolute_url(), *(at(name, course.pk) for name in names)]:
        title = consultant.get(url).content.decode().split("<title>")[1].split("</title>")[0]
        assert "S-0001" not in title, url


def test_everything_that_was_deleted_comes_back(consultant: Client, course: Course) -> None:
    filled(course, 1)
    for model, name in (
        (Pause, "pause"),
        (FollowUp, "follow-up"),
        (Description, "description"),
        (CourseHours, "course-hours"),
    ):
        one: Any = model.objects.get()
        sent(consultant, f"{name}-remove", one.pk, version=1)
        key = f"{model._meta.model_name}-{one.pk}"
        assert consultant.post(at("trash"), {"pk": key}).status_code == 302
        assert model.objects.get() == one


def test_another_team_sees_nothing_of_it(slagelse: Place, course: Course) -> None:
    filled(course, 1)
    stranger = client_of(slagelse.colleague)
    assert stranger.get(at("pause-edit", Pause.objects.get().pk)).status_code == 404
    assert stranger.get(at("follow-up-held", FollowUp.objects.get().pk)).status_code == 404
    assert stranger.post(at("pause-add", course.pk), {}).status_code == 404
    assert course.participant.number not in text_of(stranger.get(at("key-cards")))
