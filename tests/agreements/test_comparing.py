"""Evaluations side by side: each figure with its denominator, and what is not known said so."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import AttendanceWeek, Evaluation, EvaluationQuestion, Placement, Terms
from agreements.queries import compared
from agreements.services import evaluation as services
from agreements.services import terms as terms_services
from agreements.terms import months_within, spent
from agreements.views.evaluation_compare import UNKNOWN, cells
from socialportal.accounts.access import SYSTEM
from socialportal.common.periods import add_months

from . import world
from .reading import at, client_of, text_of
from .world import Place

NEW_YEAR, JUNE, LATER = dt.date(2018, 1, 1), dt.date(2018, 6, 30), dt.date(2019, 6, 30)
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2022, 12, 31))


# --- What places cost ---------------------------------------------------------------------------------------------------
@given(DAYS, st.integers(1, 40))
def test_whole_months_are_whole(day: dt.date, months: int) -> None:
    first = day.replace(day=1)
    assert months_within(first, add_months(first, months) - dt.timedelta(days=1)) == months


@given(DAYS, st.integers(0, 900), st.integers(0, 900))
def test_a_time_cut_in_two_costs_the_same(first: dt.date, days: int, more: int) -> None:
    middle = first + dt.timedelta(days=days)
    last = middle + dt.timedelta(days=more)
    together = months_within(first, middle) + months_within(middle + dt.timedelta(days=1), last)
    assert abs(together - months_within(first, last)) < Decimal("1e-20")


def test_spent_follows_the_terms() -> None:
    march = dt.date(2018, 3, 1)
    versions = [((None, march - dt.timedelta(days=1)), 4, Decimal(1000)), ((march, None), 5, Decimal(2000))]
    assert spent(versions, NEW_YEAR, dt.date(2018, 4, 30)) == 2 * 4 * 1000 + 2 * 5 * 2000
    assert spent(versions, dt.date(2018, 4, 1), dt.date(2018, 4, 15)) == 5000
    assert spent([*versions, ((JUNE, None), 5, None)], NEW_YEAR, LATER) is None
    assert spent([*versions, ((LATER, None), 5, None)], NEW_YEAR, JUNE) == 2 * 4 * 1000 + 4 * 5 * 2000
    assert spent([], NEW_YEAR, JUNE) is None


# --- Counted from the records -------------------------------------------------------------------------------------------
def evaluation(of: Place, as_of: dt.date = JUNE, counted_from: dt.date = NEW_YEAR, **fields: Any) -> Evaluation:
    return Evaluation.objects.create(agreement=of.agreement, counted_from=counted_from, as_of=as_of, **fields)


def told(one: Evaluation) -> list[str]:
    [found] = compared(Evaluation.objects.filter(pk=one.pk))
    return [cell.replace("\u00a0", " ") for cell in cells(found)]


def priced(of: Place, price: int = 6000) -> None:
    terms: Terms = of.agreement.terms.get()
    terms.price_per_place = Decimal(price)
    terms_services.correct_terms(SYSTEM, terms, expected_version=terms.version)


def test_nothing_is_known_of_an_agreement_without_records(slagelse: Place) -> None:
    assert told(evaluation(slagelse)) == ["0", *[UNKNOWN] * 6]


def test_each_figure_with_its_denominator(slagelse: Place) -> None:
    priced(slagelse)
    for code in ("fleksjob", "education", "prison"):
        world.ended(world.course(slagelse), dt.date(2018, 5, 4), code)
    after = world.course(slagelse, dt.date(2018, 5, 5))
    world.ended(after, dt.date(2018, 7, 1), "fleksjob")  # after the evaluation's day
    made = told(evaluation(slagelse))
    # three places, six months, 6,000 a month, by the two that led to something
    assert made[:4] == ["3", "2 af 3 (66,7 %)", "6.000 kr.", "54.000 kr."]


def test_attendance_is_of_the_period_and_the_agreement(slagelse: Place, kolding: Place) -> None:
    course, theirs = world.course(slagelse), world.course(kolding)
    for one, monday, planned, attended in (
        (course, dt.date(2018, 2, 12), 10, 9),
        (course, dt.date(2018, 2, 19), 10, 6),
        (course, dt.date(2018, 7, 2), 10, 0),
        (theirs, dt.date(2018, 2, 12), 10, 1),
    ):
        AttendanceWeek.objects.create(course=one, monday=monday, planned=planned, attended=attended)
    assert told(evaluation(slagelse))[4] == "75 % (15 af 20 timer)"


def test_jobs_that_last(slagelse: Place) -> None:
    course = world.ended(world.course(slagelse), dt.date(2018, 3, 1))
    for started, ended in (
        (dt.date(2018, 3, 1), None),
        (dt.date(2018, 3, 1), dt.date(2018, 8, 31)),  # a day too early
        (dt.date(2018, 3, 1), dt.date(2018, 9, 1)),
        (dt.date(2019, 3, 1), None),  # too late to know
        (dt.date(2017, 12, 1), None),  # before the evaluation counts
    ):
        Placement.objects.create(
            presence=slagelse.presence, type=world.job_type(), started_on=started, ended_on=ended, course=course
        )
    Placement.objects.create(presence=slagelse.presence, type=world.job_type(), started_on=dt.date(2018, 3, 1))
    assert told(evaluation(slagelse, LATER))[5:] == ["2 af 3 (66,7 %)", "1 af 3 (33,3 %)"]


def test_what_lies_in_the_trash_counts_nowhere(slagelse: Place) -> None:
    course = world.ended(world.course(slagelse), dt.date(2018, 5, 4))
    AttendanceWeek.objects.create(course=course, monday=dt.date(2018, 2, 12), planned=10, attended=5)
    Placement.objects.create(
        presence=slagelse.presence, type=world.job_type(), started_on=dt.date(2018, 5, 5), course=course
    )
    course.deleted_at = course.created_at
    course.save()
    assert told(evaluation(slagelse, LATER)) == ["0", *[UNKNOWN] * 6]


# --- The pages ----------------------------------------------------------------------------------------------------------
def test_an_evaluation_stands_beside_the_earlier_ones(
    slagelse: Place, consultant: Client, django_assert_max_num_queries: Any
) -> None:
    for year in range(2012, 2018):
        evaluation(slagelse, dt.date(year, 6, 30), dt.date(2011, 1, 1))
    later = evaluation(slagelse, LATER)
    made = evaluation(slagelse)
    with django_assert_max_num_queries(20):
        page = consultant.get(made.get_absolute_url())
    assert "30. juni 2018 (denne)" in text_of(page)
    assert [one["evaluation"].as_of.year for one in page.context["columns"]] == [2018, 2017, 2016, 2015]
    assert str(later.as_of.year) not in text_of(page).split("Sammenlignet med tidligere")[1].split("Spørgsmål")[0]


def test_agreements_are_compared_by_their_newest(
    slagelse: Place, kolding: Place, consultant: Client, django_assert_max_num_queries: Any
) -> None:
    evaluation(kolding)
    evaluation(slagelse)
    evaluation(slagelse, LATER)
    for number in range(2, 6):
        other = world.agreement(slagelse.presence, number)
        Evaluation.objects.create(agreement=other, counted_from=NEW_YEAR, as_of=JUNE)
    with django_assert_max_num_queries(20):
        page = consultant.get(at("evaluation-compare"))
    assert [row["evaluation"].agreement.number for row in page.context["rows"]] == [1, 2, 3, 4, 5]
    assert page.context["rows"][0]["evaluation"].as_of == LATER
    assert "Fjordtangen" not in page.content.decode()
    assert "Sammenlign aftalerne" in text_of(consultant.get(at("evaluations")))
    assert "Ingen aftaler er evalueret" not in text_of(page)


def test_a_new_evaluation_begins_with_the_last_ones_answers(slagelse: Place, coordinator: Client) -> None:
    question = EvaluationQuestion.objects.get(code="in-use")
    for day, text in ((dt.date(2017, 6, 30), "Gammelt"), (JUNE, "De fleste er i brug.")):
        services.record_evaluation(
            SYSTEM,
            Evaluation(agreement=slagelse.agreement, counted_from=NEW_YEAR, as_of=max(day, NEW_YEAR)),
            answers={question: text},
        )
    url = f"{at('evaluation-add')}?aftale={slagelse.agreement.pk}"
    page = coordinator.get(url)
    assert page.context["form"]["answer-in-use"].value() == ""
    assert "Begynd med svarene fra evalueringen pr. 30. juni 2018" in text_of(page)
    begun = coordinator.get(f"{url}&svar=sidste")
    assert begun.context["form"]["answer-in-use"].value() == "De fleste er i brug."
    data = {"agreement": slagelse.agreement.pk, "counted_from": "2018-01-01", "as_of": "2019-06-30"}
    assert coordinator.post(f"{url}&svar=sidste", data | {"answer-in-use": "Alle."}).status_code == 302
    assert Evaluation.objects.get(as_of=LATER).answers.get(question=question).text == "Alle."
    assert "Begynd med svarene" not in text_of(coordinator.get(at("evaluation-add")))


def test_it_is_ready_for_the_journal(slagelse: Place, kolding: Place, coordinator: Client, consultant: Client) -> None:
    world.ended(world.course(slagelse), dt.date(2018, 5, 4))
    made = evaluation(slagelse)
    services.correct_evaluation(
        SYSTEM,
        made,
        expected_version=1,
        answers={EvaluationQuestion.objects.get(code="in-use"): "{{ agreement.1.running }} og <b>flere</b>"},
    )
    url = at("journal", "evaluering", made.pk)
    page = text_of(consultant.get(url))
    assert "Evaluering af samarbejdsaftale om forløb med VeteranHaven (aftale 1), opgjort pr. 30. juni 2018." in page
    paper = coordinator.get(url).context["paper"]
    assert ("I job, uddannelse eller undervisning", "1\u00a0af\u00a01 (100\u00a0%)") in paper.facts
    assert [str(text) for _, text in paper.texts] == ["0 og &lt;b&gt;flere&lt;/b&gt;"]
    assert not paper.name_line
    assert coordinator.post(url, {"journaled_on": "2018-07-02", "version": 2}).status_code == 302
    assert "Overført til journalen 2. juli 2018" in text_of(coordinator.get(made.get_absolute_url()))
    assert consultant.post(url, {"journaled_on": "2018-07-03", "version": 3}).status_code == 403
    assert client_of(kolding.coordinator).get(url).status_code == 404


@pytest.mark.parametrize("name", ["evaluations", "evaluation-compare"])
def test_lists_without_evaluations(consultant: Client, name: str) -> None:
    assert consultant.get(at(name)).status_code == 200
