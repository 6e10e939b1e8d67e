"""An evaluation sent to the enterprise: groups only, never few, not even by subtraction, and frozen as it was sent."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import Evaluation, EvaluationQuestion
from agreements.services import evaluation as evaluations
from agreements.services import evaluation_letter as services
from agreements.services.evaluation import Group
from agreements.services.evaluation_figures import told_outside
from agreements.tabulate import may_be_subtracted, may_be_told
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import User
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice
from tests import factories

from . import world
from .reading import at, client_of, text_of, told
from .world import Place

NEW_YEAR, JUNE, NEXT = dt.date(2018, 1, 1), dt.date(2018, 6, 30), dt.date(2019, 6, 30)
COUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 30))


# --- What may be told (pure) --------------------------------------------------------------------------------------------
@given(COUNTS, st.integers(2, 6))
def test_no_cell_is_below_the_threshold(cells: dict[str, int], threshold: int) -> None:
    assert may_be_told(cells.values(), threshold) == all(not 0 < n < threshold for n in cells.values())


@given(COUNTS, COUNTS, st.integers(2, 6))
def test_what_is_left_by_subtraction_may_be_told_too(
    before: dict[str, int], after: dict[str, int], threshold: int
) -> None:
    if may_be_subtracted(before, after, threshold):
        assert before.keys() == after.keys()
        assert all(not 0 < abs(after[cell] - before[cell]) < threshold for cell in after)
    assert may_be_subtracted(after, after, threshold)


FOUND = {"running": 4, "in_use": 1, "positive": 2, "plans_made": 3, "positive_pct": 40}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("{{ agreement.1.running|Ord }} forløb", "Fire forløb"),
        ("Uden tal, <b>uden</b> kode", "Uden tal, <b>uden</b> kode"),
        ("{{ agreement.1.positive }} i job", None),
        ("{{ agreement.1.plans_made }} planer", None),
        ('{{ agreement.1.positive|ellers:"nogle" }} i job', "nogle i job"),
        ("{{ agreement.1.positive_pct|ellers:„en del” }}", "en del"),
        ("{{ agreement.2.running }} hos naboen", None),
        ("{{ agreement.1.ukendt }}", None),
        ("{{ punkt:6.5 }}", None),
    ],
)
def test_answers_outside_the_municipality(text: str, read: str | None) -> None:
    assert told_outside(text, 1, FOUND) == read


# --- Sent ---------------------------------------------------------------------------------------------------------------
@pytest.fixture
def reader(slagelse: Place) -> User:
    return factories.user("bruger@veteranhaven.example", roles.ENTERPRISE_USER, serves=slagelse.enterprise, name="Lis")


def ended(of: Place, *codes: str, day: dt.date = dt.date(2018, 5, 4)) -> None:
    for code in codes:
        course = world.course(of, over_capacity_reason="Til prøven")
        world.ended(course, day, code)


def evaluation(of: Place, as_of: dt.date = JUNE, counted_from: dt.date = NEW_YEAR, **answers: str) -> Evaluation:
    asked = EvaluationQuestion.objects.all()
    made = evaluations.record_evaluation(
        SYSTEM,
        Evaluation(agreement=of.agreement, counted_from=counted_from, as_of=as_of),
        answers={asked.get(code=code.replace("_", "-")): text for code, text in (answers or {"in_use": "Ja."}).items()},
    )
    counted = evaluations.primary_counts(made)
    job = frozenset(word for word in counted if word.is_positive)
    rest = frozenset(word for word in counted if not word.is_positive)
    groups = [Group(label, types) for label, types in (("i job", job), ("andet", rest)) if types]
    evaluations.set_public_groups(SYSTEM, made, expected_version=1, groups=groups)
    made.refresh_from_db()
    return made


def send(of: Place, made: Evaluation) -> Evaluation:
    fresh = Evaluation.objects.get(pk=made.pk)
    return services.send_evaluation(of.access(), fresh, expected_version=fresh.version)


def cells(made: Evaluation) -> dict[str, int]:
    copy = Evaluation.objects.get(pk=made.pk).sent_copy
    return {label: count for label, _, count in copy["cells"]}


def test_from_button_to_the_enterprises_page(slagelse: Place, coordinator: Client, reader: User) -> None:
    ended(slagelse, *["fleksjob"] * 3, *["prison"] * 3)
    made = evaluation(
        slagelse, in_use="{{ agreement.1.in_use|Ord }} plads.", overview="{{ agreement.1.positive }} i job"
    )
    preview = coordinator.get(at("evaluation-send", made.pk))
    assert "Den kan læses af Lis" in text_of(preview)
    assert "Ét svar sendes ikke med" in text_of(preview)
    assert not Notice.objects.exists()
    response = coordinator.post(at("evaluation-send", made.pk), {"version": made.version})
    assert told(response) == "Evalueringen er sendt til virksomheden."
    page = text_of(coordinator.get(made.get_absolute_url()))
    assert "sendte Evaluering af aftale 1 pr. 30. juni 2018 til virksomheden" in page
    assert "Send til virksomheden igen" in page
    theirs = client_of(reader)
    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (reader, at("evaluation-letter", made.pk))
    assert "fængsel" not in notice.text
    letter = theirs.get(notice.url)
    assert "I job 3" in text_of(letter)
    assert "Andet 3" in text_of(letter)
    assert "Ingen plads." in text_of(letter).replace("ingen plads", "Ingen plads")
    assert "Afsluttede forløb 6" in text_of(letter)
    for hidden in ("I fængsel", "i job</", "Har plan", "S-0001", "Klar til journalen"):
        assert hidden not in letter.content.decode()
    assert at("evaluation-letter", made.pk) in theirs.get(slagelse.enterprise.get_absolute_url()).content.decode()


def test_who_reads_it(slagelse: Place, kolding: Place, reader: User, consultant: Client) -> None:
    made = evaluation(slagelse)
    url = at("evaluation-letter", made.pk)
    assert client_of(reader).get(url).status_code == 404  # not sent yet
    send(slagelse, made)
    assert client_of(reader).get(url).status_code == 200
    mentor = factories.user("mentor@veteranhaven.example", roles.MENTOR, serves=slagelse.enterprise)
    other = factories.user("bruger@fjord.example", roles.ENTERPRISE_USER, serves=kolding.enterprise)
    for who in (mentor, other, slagelse.coordinator, kolding.coordinator):
        assert client_of(who).get(url).status_code == 404
        assert url not in client_of(who).get(slagelse.enterprise.get_absolute_url()).content.decode()
    assert consultant.get(at("evaluation-send", made.pk)).status_code == 403
    with pytest.raises(PermissionDenied):
        services.send_evaluation(slagelse.access("consultant"), made, expected_version=made.version + 1)
    assert [notice.user for notice in Notice.objects.all()] == [reader]


def test_few_are_never_told(slagelse: Place) -> None:
    ended(slagelse, *["fleksjob"] * 4, *["prison"] * 2)
    made = evaluation(slagelse)
    send(slagelse, made)
    assert cells(made) == {}


def test_neither_are_those_whose_status_is_not_known(slagelse: Place) -> None:
    ended(slagelse, *["fleksjob"] * 4)
    made = evaluation(slagelse)
    course = world.course(slagelse, over_capacity_reason="Til prøven")
    course.ended_on = dt.date(2018, 5, 4)
    course.save()
    send(slagelse, made)
    assert cells(made) == {}  # one of five is not in job


def test_statuses_outside_the_groups_keep_all_back(slagelse: Place) -> None:
    ended(slagelse, *["fleksjob"] * 4)
    made = evaluation(slagelse)
    ended(slagelse, *["prison"] * 4)
    send(slagelse, made)
    assert cells(made) == {}


def test_a_later_one_that_tells_of_few_repeats_the_earlier(slagelse: Place, reader: User) -> None:
    ended(slagelse, *["fleksjob"] * 4, *["prison"] * 4)
    first = evaluation(slagelse)
    send(slagelse, first)
    ended(slagelse, "fleksjob", day=dt.date(2018, 9, 1))
    second = evaluation(slagelse, NEXT)
    send(slagelse, second)
    assert cells(second) == cells(first) == {"i job": 4, "andet": 4}
    page = text_of(client_of(reader).get(at("evaluation-letter", second.pk)))
    assert "Status efter endt forløb Opgjort pr. 30. juni 2018" in page
    ended(slagelse, *["fleksjob"] * 2, day=dt.date(2018, 9, 1))
    third = evaluation(slagelse, dt.date(2019, 12, 31))
    send(slagelse, third)
    assert cells(third) == {"i job": 7, "andet": 4}


def test_other_groups_or_another_beginning_repeat_it_too(slagelse: Place) -> None:
    ended(slagelse, *["fleksjob"] * 4, *["prison"] * 4)
    first = evaluation(slagelse)
    send(slagelse, first)
    second = evaluation(slagelse, NEXT, dt.date(2018, 3, 1))
    send(slagelse, second)
    assert second.counted_from != first.counted_from
    assert Evaluation.objects.get(pk=second.pk).sent_copy["cells_as_of"] == "2018-06-30"
    apart = evaluation(slagelse, dt.date(2020, 6, 30), dt.date(2019, 7, 1))
    send(slagelse, apart)
    assert cells(apart) in ({}, cells(first))


def test_what_was_sent_stays_as_it_was(slagelse: Place, reader: User) -> None:
    ended(slagelse, *["fleksjob"] * 4)
    made = evaluation(slagelse)
    send(slagelse, made)
    ended(slagelse, *["fleksjob"] * 1)
    assert "I job 4" in text_of(client_of(reader).get(at("evaluation-letter", made.pk)))
    send(slagelse, made)  # again: one more would be told by subtraction
    assert cells(made) == {"i job": 4}
    ended(slagelse, *["fleksjob"] * 2)
    send(slagelse, made)
    assert cells(made) == {"i job": 7}
    assert Notice.objects.count() == 3


def test_withdrawn_and_held_against_what_comes_later(slagelse: Place, coordinator: Client, reader: User) -> None:
    ended(slagelse, *["fleksjob"] * 4)
    made = evaluation(slagelse)
    made = send(slagelse, made)
    response = coordinator.post(at("evaluation-withdraw", made.pk), {"version": made.version})
    assert "trukket tilbage" in told(response)
    assert client_of(reader).get(at("evaluation-letter", made.pk)).status_code == 404
    assert Evaluation.objects.get().sent_copy
    again = coordinator.post(at("evaluation-withdraw", made.pk), {"version": made.version + 1})
    assert "Evalueringen er ikke sendt." in text_of(again)
    ended(slagelse, "fleksjob")
    send(slagelse, made)
    assert cells(made) == {"i job": 4}


def test_nothing_to_read_is_not_sent(slagelse: Place, coordinator: Client) -> None:
    made = evaluation(slagelse, overview="{{ agreement.1.positive }} i job")
    response = coordinator.post(at("evaluation-send", made.pk), {"version": made.version})
    assert response.status_code == 422
    assert "Skriv mindst ét svar" in text_of(response)


def test_the_second_of_two_is_told(slagelse: Place, coordinator: Client) -> None:
    made = evaluation(slagelse)
    send(slagelse, made)
    response = coordinator.post(at("evaluation-send", made.pk), {"version": made.version})
    assert response.status_code == 409
    with pytest.raises(Conflict):
        services.withdraw_evaluation(
            slagelse.access(), Evaluation.objects.get(pk=made.pk), expected_version=made.version
        )


def test_the_log_names_nobody(slagelse: Place, reader: User, django_assert_max_num_queries: Any) -> None:
    ended(slagelse, *["fleksjob"] * 4)
    made = send(slagelse, evaluation(slagelse))
    assert Entry.objects.filter(verb="sent").count() == 1
    theirs = client_of(reader)
    with django_assert_max_num_queries(20):
        theirs.get(at("evaluation-letter", made.pk))
