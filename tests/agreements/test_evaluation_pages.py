"""Evaluations as people use them, and two people at once."""

import datetime as dt

from django.test import Client

from agreements.models import (
    Collaboration,
    Evaluation,
)

from . import world
from .reading import at, text_of, told
from .world import Place

FEBRUARY, MAY = dt.date(2018, 2, 5), dt.date(2018, 5, 4)


def evaluation(of: Place) -> Evaluation:
    return Evaluation.objects.create(agreement=of.agreement, counted_from=world.START, as_of=dt.date(2018, 6, 30))


# --- Two at once ------------------------------------------------------------------------------------------------------
def test_the_second_of_two_chooses(slagelse: Place, consultant: Client, coordinator: Client) -> None:
    made = Collaboration.objects.create(
        presence=slagelse.presence, partner_name="Comwell", scope="Have", place="Korsør"
    )
    url = at("collaboration-edit", made.pk)
    data = {
        "presence": slagelse.presence.pk,
        "partner_name": "Comwell",
        "scope": "Have",
        "place": "Korsør",
        "version": 1,
    }
    assert consultant.post(url, data | {"scope": "Pleje af haven"}).status_code == 302
    response = coordinator.post(url, data | {"scope": "Havearbejde", "place": "Sprogø"})
    assert response.status_code == 409
    page = text_of(response)
    assert "Pleje af haven" in page
    assert "Havearbejde" in page
    settled = data | {"scope": "Havearbejde", "place": "Sprogø", "version": 2, "resolving": 1, "choose-scope": "theirs"}
    assert coordinator.post(url, settled).status_code == 302
    made.refresh_from_db()
    assert (made.scope, made.place) == ("Pleje af haven", "Sprogø")


def test_two_who_answer_the_same_question(slagelse: Place, coordinator: Client) -> None:
    made = evaluation(slagelse)
    url = at("evaluation-edit", made.pk)
    data = {"counted_from": "2018-01-01", "as_of": "2018-06-30", "version": 1}
    assert coordinator.post(url, data | {"answer-in-use": "Ja.", "answer-plan": "De fleste."}).status_code == 302
    response = coordinator.post(url, data | {"answer-in-use": "Nej.", "answer-plan": ""})
    assert response.status_code == 409
    names = {row["name"] for row in response.context["rows"]}
    assert names == {"answer-in-use", "answer-plan"}
    settled = data | {
        "answer-in-use": "Nej.",
        "version": 2,
        "resolving": 1,
        "choose-answer-in-use": "mine",
        "choose-answer-plan": "theirs",
    }
    assert coordinator.post(url, settled).status_code == 302
    assert {a.question.code: a.text for a in made.answers.all()} == {"in-use": "Nej.", "plan": "De fleste."}


def test_two_who_write_about_one_plan(slagelse: Place, consultant: Client, coordinator: Client) -> None:
    course = world.course(slagelse)
    url = at("course-plan", course.pk)
    assert consultant.post(url, {"state": "made", "made_on": "2018-03-05", "version": 1}).status_code == 302
    mine = {"state": "none", "no_plan_on": "2018-03-01", "no_plan_reason": 2, "version": 1}
    response = coordinator.post(url, mine)
    assert response.status_code == 409
    assert "Kort forløb" in text_of(response)
    assert coordinator.post(url, mine | {"version": 2, "resolving": 1}).status_code == 302
    course.plan.refresh_from_db()
    assert course.plan.no_plan_reason.code == "short-course"


def test_two_who_end_one_course(slagelse: Place, consultant: Client, coordinator: Client) -> None:
    course = world.course(slagelse)
    end = {"ended_on": "2018-05-04", "primary": world.outcome("fleksjob").pk, "version": 1}
    assert consultant.post(at("course-end", course.pk), end).status_code == 302
    response = coordinator.post(at("course-end", course.pk), end | {"primary": world.outcome("stopped").pk})
    assert response.status_code in {409, 422}
    assert [row.type.code for row in course.outcomes.all()] == ["fleksjob"]


# --- Evaluations ------------------------------------------------------------------------------------------------------
def test_answers_are_read_with_their_figures(slagelse: Place, coordinator: Client) -> None:
    world.ended(world.course(slagelse), MAY)
    world.course(slagelse)
    data = {
        "agreement": slagelse.agreement.pk,
        "counted_from": "2018-01-01",
        "as_of": "2018-06-30",
        "answer-in-use": "{{ agreement.1.in_use|Ord }} af {{ agreement.1.places|ord }}. <b>{{ agreement.9.ended }}</b>",
        "answer-overview": "{{ agreement.1.positive_pct|pct }}, {{ agreement.1.running|Ord }}, {{ agreement.1.hvad }}",
    }
    response = coordinator.post(at("evaluation-add"), data)
    made = Evaluation.objects.get()
    assert response["Location"] == made.get_absolute_url()
    page = coordinator.get(made.get_absolute_url()).content.decode().replace("\u00a0", " ")
    assert "Én af tre. &lt;b&gt;<code>{{ agreement.9.ended }}</code>&lt;/b&gt;" in page
    assert "100 %, Ét, <code>{{ agreement.1.hvad }}</code>" in page
    assert "1 af 1 (100 %)" in page


def test_groups_are_suggested_and_thin_ones_told(slagelse: Place, coordinator: Client) -> None:
    world.ended(world.course(slagelse), MAY, "fleksjob")
    world.ended(world.course(slagelse), MAY, "prison")
    made = evaluation(slagelse)
    url = at("evaluation-groups", made.pk)
    form = coordinator.get(url).context["form"]
    assert [form[f"label-{n}"].value() for n in (1, 2, 3)] == ["Job", "Andet", ""]
    assert (form["type-fleksjob"].value(), form["type-prison"].value()) == (1, 2)
    data = {"label-1": "Job", "type-fleksjob": "1", "type-prison": "2", "version": 1}
    response = coordinator.post(url, data)
    assert "Gruppe 2: Skriv, hvad gruppen hedder" in text_of(response)
    response = coordinator.post(url, data | {"label-2": "Andet"})
    assert "”Job” er kun 1 forløb. Kommunens mindste antal er 3" in told(response)
    page = text_of(coordinator.get(made.get_absolute_url()))
    assert page.count("For få") == 2
    world.ended(world.course(slagelse), MAY, "stopped")
    assert "Uden gruppe: Stoppet pga. massive udfordringer" in text_of(coordinator.get(made.get_absolute_url()))
