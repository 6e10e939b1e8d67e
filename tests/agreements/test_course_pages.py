"""Courses as people use them: start, plan, extend, end, reopen; who opened what; teams."""

import datetime as dt

from django.test import Client

from agreements.models import (
    Course,
    OutcomeType,
    Participant,
    Placement,
)
from agreements.services import placement as placements
from socialportal.accounts.access import SYSTEM
from socialportal.audit.models import Read

from . import world
from .reading import at, client_of, options_of, text_of, told
from .world import Place

FEBRUARY, MAY = dt.date(2018, 2, 5), dt.date(2018, 5, 4)


def ago(days: int) -> dt.date:
    return dt.date.today() - dt.timedelta(days=days)


# --- A course, from start to end and back -----------------------------------------------------------------------------
def start(client: Client, of: Place, **data: object):
    data = {"agreement": of.agreement.pk, "team": of.team.pk, "started_on": "2018-02-05", **data}
    return client.post(at("course-start"), data)


def test_a_course_for_a_new_participant(slagelse: Place, consultant: Client) -> None:
    response = start(consultant, slagelse)
    course = Course.objects.get()
    assert response["Location"] == course.get_absolute_url()
    assert course.participant.number == "S-0001"
    assert told(response) == "Forløbet for Deltager S-0001 er startet."
    page = text_of(consultant.get(course.get_absolute_url()))
    assert "Forløbet begyndte. Rammen er 13 uger." in page
    assert "Individuel plan skal være skrevet." in page


def test_a_double_click_starts_one_course(slagelse: Place, consultant: Client) -> None:
    token = consultant.get(at("course-start")).context["form"]["token"].value()
    first, second = (start(consultant, slagelse, token=token) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert (Course.objects.count(), Participant.objects.count()) == (1, 1)


def test_when_the_places_are_full_the_form_asks_why(slagelse: Place, consultant: Client) -> None:
    for _ in range(3):
        world.course(slagelse)
    assert "over_capacity_reason" not in consultant.get(at("course-start")).content.decode()
    response = start(consultant, slagelse)
    page = text_of(response)
    assert response.status_code == 422
    assert "Alle 3 pladser er i brug 5. februar 2018. Efter planen bliver den næste ledig 7. maj 2018." in page
    assert 'name="over_capacity_reason"' in response.content.decode()
    assert response.content.decode().count('id="id_over_capacity_reason_error"') == 1
    assert Participant.objects.count() == 3  # no number was used up
    response = start(consultant, slagelse, over_capacity_reason="Én stopper på fredag")
    assert response.status_code == 302
    assert "Ud over pladserne: Én stopper på fredag" in text_of(consultant.get(response["Location"]))


def test_start_asks_for_what_is_missing(slagelse: Place, consultant: Client) -> None:
    response = consultant.post(at("course-start"), {"started_on": ""})
    page = text_of(response)
    assert response.status_code == 422
    assert "<title>Fejl: Start et forløb" in response.content.decode()
    assert "Vælg en aftale, eller vælg virksomheden" in page
    assert "Vælg det team, der følger den nye deltager." in page


def test_a_team_of_others_cannot_be_chosen(slagelse: Place, kolding: Place, consultant: Client) -> None:
    for team in (slagelse.other_team, kolding.team):
        assert start(consultant, slagelse, team=team.pk).status_code == 422
    assert not Course.objects.exists()


def test_an_agreement_of_another_municipality_cannot_be_chosen(
    slagelse: Place, kolding: Place, consultant: Client
) -> None:
    response = start(consultant, slagelse, agreement=kolding.agreement.pk)
    assert response.status_code == 422
    assert "Fjordtangen" not in response.content.decode()


def test_what_is_known_is_filled_in(slagelse: Place, consultant: Client) -> None:
    who = world.participant(slagelse.team)
    page = consultant.get(f"{at('course-start')}?aftale={slagelse.agreement.pk}&deltager={who.pk}")
    assert f'<option value="{slagelse.agreement.pk}" selected' in options_of(page, "agreement")
    assert f'<option value="{who.pk}" selected' in options_of(page, "participant")
    assert "3 ledige pladser" in text_of(page)


def test_one_course_by_its_buttons(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse)
    plan = {
        "state": "made",
        "made_on": "2018-03-09",
        "made_together": "on",
        "owned_by_participant": "true",
        "version": 1,
    }
    assert consultant.post(at("course-plan", course.pk), plan).status_code == 302
    extend = {"decided_on": "2018-04-20", "weeks": 13, "extension_reason": 1, "version": 1}
    assert consultant.post(at("course-extend", course.pk), extend).status_code == 302
    fleksjob, prison = OutcomeType.objects.get(code="fleksjob"), OutcomeType.objects.get(code="prison")
    end = {"ended_on": "2018-07-02", "primary": fleksjob.pk, "further": [prison.pk], "version": 2}
    assert consultant.post(at("course-end", course.pk), end).status_code == 302
    page = text_of(consultant.get(course.get_absolute_url()))
    for line in (
        "Individuel plan skrevet af mentor og deltager sammen. Fire dage efter fristen 5. marts 2018.",
        "Forlænget 13 uger.",
        "Forløbet sluttede. Status: Fleksjob og I fængsel.",
        "Forløbet er afsluttet",
    ):
        assert line in page
    assert consultant.post(at("course-status", course.pk), {"primary": prison.pk, "version": 3}).status_code == 302
    assert "Status: I fængsel." in text_of(consultant.get(course.get_absolute_url()))
    assert consultant.post(at("course-reopen", course.pk), {"reason": "", "version": 4}).status_code == 422
    assert consultant.post(at("course-reopen", course.pk), {"reason": "En fejl", "version": 4}).status_code == 302
    page = text_of(consultant.get(course.get_absolute_url()))
    assert "Forløbet er i gang" in page
    assert "Begrundelse: En fejl" in page


def test_a_plan_that_is_not_made_says_why(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse)
    url = at("course-plan", course.pk)
    response = consultant.post(url, {"state": "none", "version": 1})
    assert response.status_code == 422
    assert "Vælg en grund." in text_of(response)
    assert consultant.post(url, {"state": "none", "no_plan_on": "2018-03-01", "no_plan_reason": 2, "version": 1})
    assert "Ingen plan: Kort forløb." in text_of(consultant.get(course.get_absolute_url()))


def test_a_service_that_says_no_is_heard_at_the_field(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse)
    response = consultant.post(at("course-plan", course.pk), {"state": "made", "made_on": "2018-01-01", "version": 1})
    assert response.status_code == 422
    assert "Lavet den: Forløbet begyndte 5. februar 2018. Vælg en senere dag." in text_of(response)
    assert 'value="2018-01-01"' in response.content.decode()


def test_a_cpr_number_is_refused_and_not_lost(slagelse: Place, consultant: Client) -> None:
    course = world.ended(world.course(slagelse), MAY)
    response = consultant.post(at("course-reopen", course.pk), {"reason": "Se 010190-1234", "version": 2})
    assert response.status_code == 422
    assert "Det ligner et CPR-nummer" in text_of(response)
    assert "Se 010190-1234" in response.content.decode()


# --- Who opened what --------------------------------------------------------------------------------------------------
def test_opening_a_person_is_noted_and_nothing_else_is(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse)
    for url in (at("courses"), at("participants"), slagelse.agreement.get_absolute_url(), at("placements")):
        assert consultant.get(url).status_code == 200
    assert not Read.objects.exists()
    consultant.get(course.get_absolute_url())
    consultant.get(course.participant.get_absolute_url())
    assert [(read.model, read.object_id, read.actor) for read in Read.objects.order_by("pk")] == [
        ("agreements.course", course.pk, slagelse.consultant),
        ("agreements.participant", course.participant.pk, slagelse.consultant),
    ]


# --- Teams ------------------------------------------------------------------------------------------------------------
def test_another_team_sees_places_in_use_and_no_person(slagelse: Place) -> None:
    course = world.course(slagelse)
    job = placements.register_placement(
        SYSTEM,
        Placement(presence=slagelse.presence, type=world.job_type(), started_on=MAY, participant=course.participant),
    )
    colleague = client_of(slagelse.colleague)
    page = text_of(colleague.get(slagelse.agreement.get_absolute_url()))
    assert "1 af 3 pladser i brug" in page
    assert "Ét forløb følges af andre teams." in page
    number = course.participant.number
    for url in (
        slagelse.agreement.get_absolute_url(),
        at("courses"),
        at("participants"),
        f"{at('courses')}?q={number}&status=alle",
        f"{at('courses')}?format=csv&status=alle",
        job.get_absolute_url(),
        at("placement-edit", job.pk),
        at("placements"),
        at("course-start"),
    ):
        response = colleague.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        shown = (
            body.decode().replace(f'value="{number}"', "").replace(f"q={number}", "")
        )  # what one searched for oneself
        assert number not in shown, url
    for name in ("course", "course-plan", "course-end", "course-remove"):
        assert colleague.get(at(name, course.pk)).status_code == 404


def test_who_cannot_see_the_person_cannot_lose_the_person(slagelse: Place) -> None:
    who = world.participant(slagelse.team)
    job = placements.register_placement(
        SYSTEM, Placement(presence=slagelse.presence, type=world.job_type(), started_on=MAY, participant=who)
    )
    data = {
        "presence": slagelse.presence.pk,
        "type": world.job_type("part_time").pk,
        "channel": "municipality",
        "started_on": "2018-05-04",
        "participant": "",
        "version": 1,
    }
    response = client_of(slagelse.colleague).post(at("placement-edit", job.pk), data)
    assert response.status_code == 302
    job = Placement.objects.get()
    assert (job.participant, job.type.code) == (who, "part_time")


# --- From a course to its job -------------------------------------------------------------------------------------------
def test_a_course_that_led_to_a_job_asks_for_the_job(slagelse: Place, consultant: Client) -> None:
    """While it is fresh; the form knows who, after which course, and what kind of job."""
    course = world.ended(world.course(slagelse, ago(40)), ago(3), "fleksjob")
    page = consultant.get(course.get_absolute_url())
    assert "Næste skridt: registrér jobbet" in text_of(page)
    address = f"{at('placement-add')}?forloeb={course.pk}"
    assert f'class="button button-primary" href="{address}"' in page.content.decode()
    form = consultant.get(address).context["form"]
    given = {name: form[name].value() for name in ("participant", "course", "type")}
    assert given == {"participant": course.participant.pk, "course": course.pk, "type": world.job_type().pk}
    data = {**given, "presence": slagelse.presence.pk, "channel": "municipality", "started_on": ago(2).isoformat()}
    assert consultant.post(address, data).status_code == 302
    assert Placement.objects.get().course == course
    assert "registrér jobbet" not in text_of(consultant.get(course.get_absolute_url()))


def test_other_courses_ask_for_no_job(slagelse: Place, consultant: Client) -> None:
    """One that led elsewhere, and one of long ago; but a job can still be registered from them."""
    elsewhere = world.ended(world.course(slagelse, ago(40)), ago(3), "education", "fleksjob")
    old = world.ended(world.course(slagelse, ago(400)), ago(200), "fleksjob")
    for course in (elsewhere, old):
        page = consultant.get(course.get_absolute_url())
        assert "Næste skridt" not in text_of(page)
        assert f"{at('placement-add')}?forloeb={course.pk}" in page.content.decode()


def test_a_course_one_may_not_see_fills_in_no_job(slagelse: Place, kolding: Place, consultant: Client) -> None:
    for course in (world.course(kolding), world.course(slagelse, participant=world.participant(slagelse.other_team))):
        form = consultant.get(f"{at('placement-add')}?forloeb={course.pk}").context["form"]
        assert (form["participant"].value(), form["course"].value(), form["type"].value()) == (None, None, None)
