"""Evaluations: eight answers, and groups that show no few."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from agreements.models import Evaluation, EvaluationQuestion, OutcomeType
from agreements.services import evaluation as services
from agreements.services.evaluation import Group
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict

from . import world
from .world import Place

AS_OF = dt.date(2018, 6, 30)


def question(code: str = "in-use") -> EvaluationQuestion:
    return EvaluationQuestion.objects.get(code=code)


def record(slagelse: Place, who: str = "coordinator", **fields) -> Evaluation:
    answers = fields.pop("answers", {question(): "Ja, {{ agreement.1.in_use }} af dem."})
    fields = {"agreement": slagelse.agreement, "counted_from": world.START, "as_of": AS_OF, **fields}
    return services.record_evaluation(slagelse.access(who), Evaluation(**fields), answers=answers)


def fresh(evaluation: Evaluation) -> Evaluation:
    return Evaluation.objects.get(pk=evaluation.pk)


def group(label: str, *codes: str) -> Group:
    return Group(label, frozenset(OutcomeType.objects.filter(code__in=codes)))


def test_recorded_with_answers(slagelse: Place) -> None:
    made = record(slagelse, answers={question(): "Ja.", question("plan"): ""})
    assert [answer.text for answer in made.answers.all()] == ["Ja."]


def test_corrected_and_told_by_question(slagelse: Place) -> None:
    made = record(slagelse)
    services.correct_evaluation(
        slagelse.access(), made, expected_version=1, answers={question(): "Nej.", question("plan"): "De fleste."}
    )
    assert {answer.question.code: answer.text for answer in made.answers.all()} == {
        "in-use": "Nej.",
        "plan": "De fleste.",
    }
    assert set(Entry.objects.about(made).first().changes) == {"Er forløbene i brug?", "Har deltageren en plan?"}
    with pytest.raises(Conflict):
        services.correct_evaluation(slagelse.access(), made, expected_version=1, answers={question(): "Jo."})


def test_an_error_in_an_answer_stands_at_its_question(slagelse: Place) -> None:
    with world.refused("CPR", field="answer-in-use"):
        record(slagelse, answers={question(): "Se 010190-1234."})
    assert not Evaluation.objects.exists()


def test_consultants_read_and_coordinators_write(slagelse: Place, kolding: Place) -> None:
    with pytest.raises(PermissionDenied):
        record(slagelse, "consultant")
    with pytest.raises(PermissionDenied):
        record(slagelse, agreement=kolding.agreement)


def test_its_dates(slagelse: Place) -> None:
    with world.refused("Aftalen begyndte 1. januar 2018", field="counted_from"):
        record(slagelse, counted_from=dt.date(2017, 7, 1))
    with world.refused("fremtiden", field="as_of"):
        record(slagelse, as_of=dt.date(2100, 1, 1))
    with world.refused("opgjort, før den begynder at tælle"):
        record(slagelse, counted_from=dt.date(2018, 7, 1))
    record(slagelse)
    with world.refused("allerede evalueret pr. den dag"):
        record(slagelse)


def test_it_goes_and_comes_back(slagelse: Place) -> None:
    made = record(slagelse)
    services.remove_evaluation(slagelse.access(), made, expected_version=1)
    assert not Evaluation.objects.exists()
    services.restore_evaluation(slagelse.access(), Evaluation.with_deleted.get())
    assert fresh(made).answers.exists()


# --- Groups of the public edition -----------------------------------------------------------------------------------------
@pytest.fixture
def evaluation(slagelse: Place) -> Evaluation:
    """Three flex jobs, one in training, one in prison who also waits, and one that ended after the day."""
    slagelse.agreement.terms.update(places=10)
    for primary in ("fleksjob", "fleksjob", "fleksjob", "education"):
        world.ended(world.course(slagelse), dt.date(2018, 2, 20), primary)
    world.ended(world.course(slagelse), dt.date(2018, 2, 20), "prison", "awaiting-rehabilitation-team")
    world.ended(world.course(slagelse), dt.date(2018, 7, 1), "stopped")
    return record(slagelse)


def fix(slagelse: Place, evaluation: Evaluation, *groups: Group, version: int = 1) -> list[str]:
    return services.set_public_groups(slagelse.access(), evaluation, expected_version=version, groups=groups)


def test_counted_by_the_most_important_status_within_the_period(evaluation: Evaluation) -> None:
    counted = services.primary_counts(evaluation)
    assert {word.code: number for word, number in counted.items()} == {"fleksjob": 3, "education": 1, "prison": 1}


def test_groups_that_are_large_enough(slagelse: Place, evaluation: Evaluation) -> None:
    told = fix(slagelse, evaluation, group("Job", "fleksjob"), group("Andet", "prison", "education", "maternity"))
    assert told == [
        "”Andet” er kun 2\u00a0forløb. Kommunens mindste antal er 3, så gruppen må lægges sammen med en anden, "
        "før noget offentliggøres."
    ]
    assert fix(slagelse, evaluation, group("Alle", "fleksjob", "prison", "education"), version=2) == []
    assert [(row.label, row.types.count()) for row in evaluation.public_groups.all()] == [("Alle", 3)]
    assert "offentlige grupper" in Entry.objects.about(evaluation).first().changes


def test_the_threshold_is_the_municipalitys(slagelse: Place, evaluation: Evaluation) -> None:
    slagelse.municipality.threshold = 5
    slagelse.municipality.save()
    groups = [group("Job", "fleksjob"), group("Resten", "prison", "education")]
    assert len(fix(slagelse, fresh(evaluation), *groups)) == 2


def test_saving_the_same_groups_again_changes_nothing(slagelse: Place, evaluation: Evaluation) -> None:
    groups = [group("Job", "fleksjob"), group("Resten", "prison", "education")]
    fix(slagelse, evaluation, *groups)
    fix(slagelse, fresh(evaluation), *groups, version=2)
    assert fresh(evaluation).version == 2


def test_no_status_twice_none_forgotten_none_empty(slagelse: Place, evaluation: Evaluation) -> None:
    with world.refused("”Fleksjob” er i to grupper"):
        fix(slagelse, evaluation, group("Job", "fleksjob", "education"), group("Resten", "fleksjob", "prison"))
    with world.refused("”I fængsel” er ikke i nogen gruppe"):
        fix(slagelse, evaluation, group("Job", "fleksjob", "education"))
    with world.refused("ingen status i ”Tom”", field="label-2"):
        fix(slagelse, evaluation, group("Alle", "fleksjob", "education", "prison"), group("Tom"))
    with world.refused("hvad gruppen hedder", field="label-1"):
        fix(slagelse, evaluation, group(" ", "fleksjob", "education", "prison"))
    with world.refused("CPR", field="label-1"):
        fix(slagelse, evaluation, group("010190-1234", "fleksjob", "education", "prison"))
    assert not evaluation.public_groups.exists()


def test_only_a_coordinator_fixes_groups_and_the_second_is_told(slagelse: Place, evaluation: Evaluation) -> None:
    groups = [group("Alle", "fleksjob", "education", "prison")]
    with pytest.raises(PermissionDenied):
        services.set_public_groups(slagelse.access("consultant"), evaluation, expected_version=1, groups=groups)
    fix(slagelse, evaluation, *groups)
    with pytest.raises(Conflict):
        fix(slagelse, fresh(evaluation), group("Andre", "fleksjob", "education", "prison"), version=1)
