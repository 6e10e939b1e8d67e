"""The public edition gives nothing small away: not as it stands, and not to somebody who computes."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.models import OutcomeType
from agreements.queries import AgreementCounts, CourseCounts, OutcomeCount, Tally
from reports import editions, indicators, placeholders
from reports.editions import Edition, Printed
from reports.figures import Basis, Figure
from reports.indicators import Counted, GoalStatus, agreements, placements
from reports.indicators.placements import TypeCount
from reports.lifecycle import GoalState
from reports.models import Goal
from reports.tabulate import is_safe
from socialportal.accounts.models import Municipality
from socialportal.common.periods import Period

from . import attack
from .conftest import document
from .records import D

NATIONAL = {
    "fleksjob": "job",
    "ordinary-job": "job",
    "education": "education",
    "awaiting": "clarification",
    "stopped": "stopped",
    "prison": "other",
    "maternity": "other",
}
TYPES = ["fleksjob", "part_time", "full_time", "wage_subsidy"]
PERIOD = Period(D(2018, 1, 1), D(2018, 12, 31))


def labels_of(edition: Printed) -> dict[int, dict[str, frozenset[str]]]:
    return {number: {row.label: row.keys for row in table or ()} for number, table in edition.outcomes.items()}


def printed_of(edition: Printed) -> dict[str, Any]:
    """The agreements of an edition as its JSON has them, without a database."""
    from reports.exports import _agreement

    return {"agreements": [_agreement(edition, a.number) for a in edition.counted.agreements if a.evaluated]}


# --- On the records of 2018 -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_hidden_can_be_computed(slagelse: Municipality) -> None:
    edition = editions.printed(indicators.count(Basis.of(slagelse, 2018)), Edition.PUBLIC)
    public = document(slagelse, Edition.PUBLIC)
    national = dict(OutcomeType.objects.values_list("code", "group"))
    known = attack.read(public, labels_of(edition), national)
    single = {
        code for labels in labels_of(edition).values() for keys in labels.values() if len(keys) == 1 for code in keys
    }
    hidden = [name for name in attack.hidden_of(public, national) if name.split()[-1] not in single | {"made"}]
    hidden = [name for name in hidden if not name.startswith("1 plan")]  # printed: 20, 3 and 6
    assert attack.disclosed(known, hidden, 3) == {}
    assert known.feasible("2 status stopped") == (0, 12)
    assert known.feasible("2 plan in_progress") == (0, 4)
    assert known.feasible("2 plan none") == (0, 4)
    assert known.feasible("1 status prison") == (0, 3)
    rows = [f"2 rows {code}" for code in national]
    assert all(low != high for low, high in map(known.feasible, rows))


@pytest.mark.django_db
def test_hiding_only_what_is_small_is_caught(slagelse: Municipality) -> None:
    """The same programme on an edition that prints everything of 3 and more, and leaves out the rest."""
    internal = indicators.count(Basis.of(slagelse, 2018))
    national = dict(OutcomeType.objects.values_list("code", "group"))
    naive = {"agreements": []}
    for agreement in internal.agreements:
        tally = agreement.evaluated
        assert tally
        courses = tally.courses
        plans = {"made": courses.plans_made, "in_progress": courses.plans_in_progress, "none": courses.plans_none}
        naive["agreements"].append(
            {
                "number": agreement.number,
                "ended": courses.ended,
                "running": courses.running,
                "plans": {state: count for state, count in plans.items() if count >= 3},
                "single": {o.code: o.primary for o in tally.outcomes if o.primary >= 3},
                "positive": internal.figures[f"agreement.{agreement.number}.positive"].value,
            }
        )
    known = attack.read(naive, {}, national)
    found = attack.disclosed(known, attack.hidden_of(naive, national), 3)
    assert found["2 plan in_progress"] == (1, 1)
    assert found["1 status ordinary-job"][1] < 3, "10 i job eller uddannelse, og 5 + 3 af dem er trykt"
    assert found["2 status wage-subsidy"][1] < 3


@pytest.mark.django_db
def test_withheld_numbers_are_nowhere_in_the_public_json(slagelse: Municipality) -> None:
    basis = Basis.of(slagelse, 2018)
    edition = editions.printed(indicators.count(basis), Edition.PUBLIC)
    public = document(slagelse, Edition.PUBLIC)
    assert not set(edition.withheld) & set(edition.figures)
    assert not set(public["figures"]) & set(edition.withheld)
    assert not set(public["definitions"]) & set(edition.withheld)
    text = json.dumps(public["suppressed"])
    assert not re.search(r"[:<>=]\s*\d", text), "ved navn, aldrig ved størrelse"
    for agreement in public["agreements"]:
        assert {"outcomes", "outcomes_total"}.isdisjoint(agreement)
    assert all(figure.source is None for figure in edition.figures.values()), "ingen dør til personerne"


@pytest.mark.django_db
def test_text_never_prints_what_is_withheld(slagelse: Municipality) -> None:
    edition = editions.printed(indicators.count(Basis.of(slagelse, 2018)), Edition.PUBLIC)
    lookup = edition.lookup({})
    assert edition.withheld
    for key in edition.withheld:
        for written in ("", "|ord", "|pct", "|ca"):
            (part,) = placeholders.parts(f"{{{{ {key}{written} }}}}", lookup)
            assert not re.search(r"\d|én|ét|to|tre", part.text), key
            assert part.trouble is placeholders.Trouble.WITHHELD
        assert placeholders.plain(f'{{{{ {key}|ellers:"nogle få" }}}}', lookup) == "nogle få"


# --- On any records, without a database --------------------------------------------------------------------------------


def counted(
    outcomes: dict[str, int],
    plans: tuple[int, int, int],
    jobs: list[int],
    *,
    threshold: int = 3,
    missing: int = 0,
    groups: list[tuple[str, frozenset[str]]] | None = None,
) -> Counted:
    """One agreement and some jobs, counted."""
    place = Municipality(pk=1, code="0330", name="Slagelse", threshold=threshold)
    basis = Basis.of(place, 2018)
    ended = sum(outcomes.values()) + missing
    running = max(0, sum(plans) - ended)
    courses = CourseCounts(ended, running, 0, *plans, 0)
    found = tuple(OutcomeCount(c, c, NATIONAL[c], n, n) for c, n in outcomes.items() if n)
    agreement = AgreementCounts(1, 1, 7, Tally(PERIOD, courses, found, None), Tally(PERIOD, courses, found, None))
    types = [TypeCount(code, code, (number, number)) for code, number in zip(TYPES, jobs, strict=True)]
    words = {"jobcentre": "kommunen"}
    figures = agreements.figures([agreement]) | placements.figures(basis, types, words)
    return Counted(
        basis=basis,
        words=words,
        figures=figures,
        agreements=[agreement],
        types=types,
        goals=[],
        public_groups={7: groups} if groups else {},
        statuses=NATIONAL,
    )


CASES = st.builds(
    lambda numbers, plans, jobs, threshold, missing: counted(
        dict(zip(NATIONAL, numbers, strict=True)), plans, jobs, threshold=threshold, missing=missing
    ),
    st.lists(st.integers(0, 9), min_size=len(NATIONAL), max_size=len(NATIONAL)),
    st.tuples(*[st.integers(0, 9)] * 3),
    st.lists(st.integers(0, 9), min_size=len(TYPES), max_size=len(TYPES)),
    st.sampled_from([3, 5]),
    st.integers(0, 4),
)


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_public_tables_are_safe_and_add_up(found: Counted) -> None:
    threshold = found.basis.municipality.threshold
    edition = editions.printed(found, Edition.PUBLIC)
    (agreement,) = found.agreements
    assert agreement.evaluated
    courses = agreement.evaluated.courses
    outcomes, plans, jobs = edition.outcomes[1], edition.plans[1], edition.placements
    totals = ((outcomes, courses.ended), (plans, courses.plans_made + courses.plans_in_progress + courses.plans_none))
    for table, total in (*totals, (jobs, sum(kind.counts[0] for kind in found.types))):
        if table is not None:
            assert is_safe((row.count for row in table), threshold)
            assert sum(row.count for row in table) == total
            keys = [key for row in table for key in row.keys]
            assert len(keys) == len(set(keys))


@given(CASES)
@settings(max_examples=40, deadline=None)
def test_nothing_small_can_be_computed_from_any_records(found: Counted) -> None:
    threshold = found.basis.municipality.threshold
    edition = editions.printed(found, Edition.PUBLIC)
    public = printed_of(edition)
    tally = found.agreements[0].evaluated
    assert tally
    courses = tally.courses
    # The generated plans need not belong to the generated courses: their total is what is printed of them.
    public["agreements"][0]["running"] = (
        courses.plans_made + courses.plans_in_progress + courses.plans_none - public["agreements"][0]["ended"]
    )
    known = attack.read(public, labels_of(edition), NATIONAL)
    attack.read_jobs(
        known, sum(k.counts[0] for k in found.types), [(r.keys, r.count) for r in edition.placements or ()], TYPES
    )
    truth = {attack.status(1, o.code): o.primary for o in tally.outcomes}
    truth |= {attack.plan(1, "made"): courses.plans_made, attack.plan(1, "none"): courses.plans_none}
    truth |= {f"job {kind.code}": kind.counts[0] for kind in found.types}
    for name, count in truth.items():
        low, high = known.feasible(name)
        assert low <= count <= high
        if 0 < count < threshold:
            whole = courses.ended if "status" in name else sum(k.counts[0] for k in found.types)
            whole = courses.plans_made + courses.plans_in_progress + courses.plans_none if "plan" in name else whole
            assert high >= min(threshold, whole), f"{name}: {low}–{high}"
            assert low < high or whole == count, f"{name} er {count}, og det kan regnes ud"


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_internal_edition_withholds_nothing(found: Counted) -> None:
    edition = editions.printed(found, Edition.INTERNAL)
    assert edition.figures == found.figures
    assert edition.withheld == frozenset()
    assert edition.suppressed == ()
    assert edition.placements
    assert [row.count for row in edition.placements] == [kind.counts[0] for kind in found.types]


# --- One rule at a time -----------------------------------------------------------------------------------------------

JOBS_FINE = [21, 7, 3, 4]
FINE = {"fleksjob": 5, "education": 5, "awaiting": 8, "stopped": 4, "prison": 3}
FIXED = [
    ("job eller uddannelse", frozenset({"fleksjob", "ordinary-job", "education"})),
    ("afklaring, stoppet eller andet", frozenset({"awaiting", "stopped", "prison", "maternity"})),
]


def test_a_sum_is_printed_only_where_it_is_a_union_of_rows() -> None:
    edition = editions.printed(counted(FINE, (20, 3, 6), JOBS_FINE, groups=FIXED), Edition.PUBLIC)
    assert [(row.label, row.count) for row in edition.outcomes[1] or ()] == [(FIXED[0][0], 10), (FIXED[1][0], 15)]
    assert edition.figures["agreement.1.positive"].value == 10
    assert {"agreement.1.stopped", "agreement.1.stopped_pct", "agreement.1.outcomes_total"} <= edition.withheld
    assert "agreement.1.stopped" in edition.suppressed


def test_stopped_is_withheld_also_when_nobody_stopped() -> None:
    """Else its absence would tell that somebody did."""
    nobody = FINE | {"stopped": 0}
    edition = editions.printed(counted(nobody, (20, 3, 6), JOBS_FINE, groups=FIXED), Edition.PUBLIC)
    assert "agreement.1.stopped" in edition.withheld


@pytest.mark.parametrize(
    "groups",
    [
        [FIXED[0]],  # leaves statuses out
        [*FIXED, ("igen", frozenset({"stopped"}))],  # one status twice
        [*FIXED[:1], ("afklaring", frozenset({"awaiting"})), ("andet", frozenset({"stopped", "prison", "maternity"}))],
    ],
)
def test_fixed_groups_that_do_not_hold_give_way_to_computed_ones(groups: list[tuple[str, frozenset[str]]]) -> None:
    small = FINE | {"prison": 1, "stopped": 1, "maternity": 0}
    edition = editions.printed(counted(small, (20, 3, 6), JOBS_FINE, groups=groups), Edition.PUBLIC)
    assert [row.label for row in edition.outcomes[1] or ()] == [
        "Job",
        "Uddannelse eller undervisning",
        "Afklaring, stoppet eller andet",
    ]


def test_a_status_nobody_registered_is_a_cell_too() -> None:
    enough = counted(FINE, (20, 3, 6), JOBS_FINE, groups=FIXED, missing=3)
    assert [row.label for row in editions.printed(enough, Edition.PUBLIC).outcomes[1] or ()][-1] == (
        editions.NOT_REGISTERED
    )
    few = editions.printed(counted(FINE, (20, 3, 6), JOBS_FINE, groups=FIXED, missing=1), Edition.PUBLIC)
    assert [row.label for row in few.outcomes[1] or ()][-1] == "Andet"
    assert sum(row.count for row in few.outcomes[1] or ()) == sum(FINE.values()) + 1


def test_small_types_of_jobs_are_merged_or_withheld() -> None:
    edition = editions.printed(counted(FINE, (20, 3, 6), [21, 7, 1, 3]), Edition.PUBLIC)
    assert [(row.label, row.count) for row in edition.placements or ()] == [
        ("fleksjob", 21),
        ("part_time", 7),
        (editions.OTHER_JOBS, 4),
    ]
    assert {"placements_full_time", "placements_wage_subsidy"} == {
        name for name in edition.withheld if name.startswith("placements_")
    }
    assert edition.before.keys() >= {"placements_fleksjob"}
    assert "placements_full_time" not in edition.before, "heller ikke året før"
    alone = editions.printed(counted(FINE, (20, 3, 6), [2, 0, 0, 0]), Edition.PUBLIC)
    assert alone.placements is None
    assert {f"placements_{code}" for code in TYPES} <= alone.withheld


def test_plans_are_printed_in_three_in_two_or_not_at_all() -> None:
    def table(*plans: int) -> dict[str, int] | None:
        rows = editions.printed(counted(FINE, plans, JOBS_FINE), Edition.PUBLIC).plans[1]  # type: ignore[arg-type]
        return None if rows is None else {row.label: row.count for row in rows}

    assert table(20, 3, 6) == {"Har individuel plan": 20, "Planen er på vej": 3, "Ingen plan": 6}
    assert table(39, 1, 3) == {"Har individuel plan": 39, "Har endnu ikke plan": 4}
    assert table(39, 1, 2) is None, "1 og 2 er de eneste to små tal, der giver 3"
    assert table(2, 5, 5) is None
    assert table(30, 0, 0) == {"Har individuel plan": 30, "Planen er på vej": 0, "Ingen plan": 0}


def test_a_goal_on_a_withheld_figure_is_withheld_too() -> None:
    base = counted(FINE, (20, 3, 6), [21, 7, 1, 3])
    figures = dict(base.figures)
    for name in ("goal.full.actual", "goal.full.missing"):
        figures[name] = Figure(name, 1, "job", "2018", "Fuldtid", "Tal.", protected=True)
    goal = Goal(key="full", indicator="placements_full_time", target=5)
    status = GoalStatus(goal, 1, GoalState.UNDER_WAY, "")
    found = Counted(**{**vars(base), "figures": figures, "goals": [status]})
    edition = editions.printed(found, Edition.PUBLIC)
    assert {"goal.full.actual", "goal.full.missing"} <= edition.withheld
    assert {"goal.full.actual", "goal.full.met"} <= set(edition.suppressed)
    goal.indicator = "placements_fleksjob"
    edition = editions.printed(found, Edition.PUBLIC)
    assert {"goal.full.actual", "goal.full.missing"}.isdisjoint(edition.withheld), "21 er trykt i tabellen"


def test_progression_and_the_years_statuses_are_never_public() -> None:
    base = counted(FINE, (20, 3, 6), JOBS_FINE)
    figures = base.figures | {
        "progression_rose": Figure("progression_rose", 9, "job", "", "", "", protected=True),
        "grants_total_dkk": Figure("grants_total_dkk", Decimal(9), "kr.", "", "", ""),
    }
    edition = editions.printed(Counted(**{**vars(base), "figures": figures}), Edition.PUBLIC)
    assert {"progression_rose", "agreement.1.year_positive", "agreement.1.year_stopped_pct"} <= edition.withheld
    assert {"grants_total_dkk", "agreement.1.year_ended", "agreement.1.ended"} <= set(edition.figures)


def test_a_table_that_is_withheld_is_named() -> None:
    few = editions.printed(counted({"fleksjob": 1, "education": 1}, (1, 1, 1), [1, 1, 0, 0]), Edition.PUBLIC)
    assert (few.outcomes[1], few.plans[1], few.placements) == (None, None, None)
    tables = {"agreement.1.outcome_groups", "agreement.1.plans"}
    assert tables <= set(few.suppressed)
    many = editions.printed(counted(FINE, (20, 3, 6), JOBS_FINE, groups=FIXED), Edition.PUBLIC)
    assert tables.isdisjoint(many.suppressed)
    assert "agreement.1.outcomes" in many.suppressed


def test_editions_have_danish_names() -> None:
    assert [edition.label for edition in Edition] == ["Intern udgave", "Offentlig udgave"]
