"""The demo's strategy with goals and points, and the texts of the report of 2018."""

import datetime as dt
from typing import Any

from agreements.models import Placement
from reports.models import (
    AnnualReport,
    CaseStory,
    Committee,
    Decision,
    Goal,
    GoalStatement,
    Recommendation,
    Reference,
    Strategy,
    StrategyPoint,
)
from reports.services.goal import add_goal
from reports.services.parts import add_case, add_recommendation, add_reference
from reports.services.point import add_point
from reports.services.politics import add_committee, add_decision
from reports.services.report import change_report, open_report
from reports.services.strategy import adopt_strategy
from reports.services.writing import explain_goal, write_point, write_section
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality

from .source import on, read

YEAR = 2018


def load_strategy(access: Access, place: Municipality) -> None:
    """Strategy, committees, decisions, goals and points."""
    if Strategy.with_deleted.filter(municipality=place).exists():
        return
    data = read("strategy")
    committees = {
        row["name"]: add_committee(
            access,
            Committee(
                municipality=place,
                name=row["name"],
                abbreviation=row.get("abbreviation", ""),
                valid_from=row.get("valid_from"),
                valid_to=row.get("valid_to"),
            ),
        )
        for row in data["committee"]
    }
    strategy = adopt_strategy(access, Strategy(municipality=place, **data["strategy"]))
    for order, row in enumerate(data["goal"], start=1):
        add_goal(access, Goal(strategy=strategy, order=order, **row))
    decided: dict[str, list[Decision]] = {}
    for row in read("report")["decision"]:
        decision = Decision(
            committee=committees[row["committee"]],
            decided_on=on(row["date"]),
            title=row["title"],
            quote=row.get("quote", ""),
        )
        add_decision(access, decision)
        for key in row["points"]:
            decided.setdefault(key, []).append(decision)
    for order, row in enumerate(read("report")["point"], start=1):
        point = StrategyPoint(
            strategy=strategy,
            order=order,
            **{name: row[name] for name in ("key", "title", "origin", "letter", "fact_blocks")},
        )
        add_point(access, point, links={"decisions": decided.get(row["key"], [])})


def load_report(access: Access, place: Municipality) -> None:
    """The report of the year with every text."""
    if AnnualReport.with_deleted.filter(municipality=place, year=YEAR).exists():
        return
    texts = read("report")
    report = open_report(access, place, year=YEAR)
    report.signed_by, report.dated = texts["letter"]["signed_by"], texts["letter"]["dated"]
    presented = Committee.objects.filter(municipality=place, name__in=texts["report"]["presented_to"])
    change_report(access, report, expected_version=report.version, links={"committees": list(presented)})
    _write_sections(access, report, texts)
    _write_points(access, report, texts)
    for order, row in enumerate(texts["holistic"], start=1):
        add_recommendation(
            access,
            Recommendation(
                report=report,
                letter=row["letter"],
                title=row["title"],
                background=row["text"],
                text=row["recommendation"],
                order=order,
            ),
        )
    for order, row in enumerate(texts["reference"], start=1):
        add_reference(access, Reference(report=report, title=row["title"], detail=row.get("detail", ""), order=order))


def _write_sections(access: Access, report: AnnualReport, texts: dict[str, Any]) -> None:
    chapters = texts["chapters"]
    by_key = {
        "letter_lead": texts["letter"]["lead"],
        "letter": texts["letter"]["body"],
        "agreements_both": chapters["both_agreements"],
        "constructed": "\n\n".join(row["text"] for row in texts["figures_note"] if row["public"]),
    } | {key: text for key, text in chapters.items() if key != "both_agreements"}
    for section in report.sections.all():
        if by_key.get(section.key):
            section.text = by_key[section.key]
            write_section(access, section, expected_version=section.version)


def _write_points(access: Access, report: AnnualReport, texts: dict[str, Any]) -> None:
    rows = {row["key"]: row for row in texts["point"]}
    for told in report.pointreports.select_related("point"):
        row = rows[told.point.key]
        told.introduction, told.happened = row["introduction"], row["happened"]
        write_point(access, told, recommendation=row["recommendation"], expected_version=told.version)
    for goal in Goal.objects.filter(strategy__municipality=report.municipality):
        if text := read("strategy")["statements"].get(goal.key):
            explain_goal(access, GoalStatement(report=report, goal=goal, text=text), expected_version=0)
    for row in texts["case"]:
        first = on(row["step"][0]["valid_from"])
        case = CaseStory(
            report=report,
            point=StrategyPoint.objects.get(strategy__municipality=report.municipality, key=row["point"]),
            text=row["text"],
            placement=Placement.objects.filter(started_on=first, presence__municipality=report.municipality).first(),
            consent_on=dt.date(YEAR, 12, 1) if row["consent"] else None,
        )
        add_case(access, case)
