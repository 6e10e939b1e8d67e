"""Opening a year, writing its texts: what is refused, what two people do to each other, what the log tells."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from reports import services
from reports.models import (
    AnnualReport,
    Recommendation,
    Section,
)
from reports.services.writing import tidy
from reports.terms import SECTIONS
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from tests import factories

from . import drafts

pytestmark = pytest.mark.django_db
CPR = "Ring om 010190-1234."


@pytest.fixture
def place() -> Municipality:
    return factories.municipality("0330")


@pytest.fixture
def access(place: Municipality) -> Access:
    return factories.access_for(factories.user(role=roles.COORDINATOR, place=place))


@pytest.fixture
def report(place: Municipality) -> AnnualReport:
    return drafts.whole(place)


def refused(call: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        call()  # type: ignore[operator]
    return caught.value.message_dict


# --- Opening ----------------------------------------------------------------------------------------------------------
def test_an_opened_report_has_room_for_everything_and_says_nothing(report: AnnualReport) -> None:
    assert set(report.sections.values_list("key", flat=True)) == set(SECTIONS)
    assert not report.sections.exclude(text="").exists()
    assert [told.point.key for told in report.pointreports.select_related("point")] == ["punkt-1", "punkt-2"]
    assert not Recommendation.objects.exists()
    assert Entry.objects.about(report).get().verb == "added"


def test_a_year_is_opened_once(access: Access, place: Municipality, report: AnnualReport) -> None:
    assert "year" in refused(lambda: services.open_report(access, place, year=2018))
    assert AnnualReport.objects.count() == 1


@pytest.mark.parametrize("year", [1999, 2101, dt.date.today().year + 2])
def test_a_year_that_cannot_be_reported(access: Access, place: Municipality, year: int) -> None:
    factories.enterprise("Kløverbakken", place)
    assert "year" in refused(lambda: services.open_report(access, place, year=year))


def test_a_year_in_which_nobody_was_there(access: Access, place: Municipality) -> None:
    assert (
        "Registrér virksomhederne først" in refused(lambda: services.open_report(access, place, year=2018))["year"][0]
    )


def test_a_municipality_without_a_strategy_can_open_too(access: Access, place: Municipality) -> None:
    report = drafts.report(place)
    assert report.sections.count() == len(SECTIONS)
    assert not report.pointreports.exists()


def test_a_report_comes_back_unless_its_year_is_taken(
    access: Access, place: Municipality, report: AnnualReport
) -> None:
    drafts.section(report, text="Kære læser.")
    services.remove_report(access, report, expected_version=1)
    again = services.open_report(access, place, year=2018)
    with pytest.raises(ValidationError, match="åbnet igen"):
        services.restore_report(access, AnnualReport.with_deleted.get(pk=report.pk))
    services.remove_report(access, again, expected_version=1)
    services.restore_report(access, AnnualReport.with_deleted.get(pk=report.pk))
    assert report.sections.get(key="letter").text == "Kære læser."


def test_the_cover_takes_the_municipalitys_own_committees(access: Access, report: AnnualReport) -> None:
    own, foreign = drafts.committee(report.municipality), drafts.committee(factories.municipality("0621"))
    report.signed_by = "Centerchefen"
    services.change_report(access, report, expected_version=1, links={"committees": [own]})
    assert report.committees.get() == own
    links = {"committees": [own, foreign]}
    assert "committees" in refused(lambda: services.change_report(access, report, expected_version=2, links=links))


# --- Texts ------------------------------------------------------------------------------------------------------------
def test_a_text_is_saved_tidied_and_logged(access: Access, report: AnnualReport) -> None:
    section = drafts.section(report)
    section.text = "\r\nKære læser  \r\n\r\n\r\n\r\nVi er {{ enterprises_active }}. \r\n"
    services.write_section(access, section, expected_version=1)
    section.refresh_from_db()
    assert section.text == "Kære læser\n\nVi er {{ enterprises_active }}."
    assert section.version == 2
    entry = Entry.objects.about(section).get()
    assert entry.actor_id == access.user_id  # type: ignore[attr-defined]
    assert entry.changes["text"][1] == section.text


def test_a_text_that_is_saved_unchanged_is_no_change(access: Access, report: AnnualReport) -> None:
    section = drafts.section(report, text="Ens.")
    services.write_section(access, section, expected_version=2)
    assert Section.objects.get(pk=section.pk).version == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ enterprises_activ }}", "enterprises_active"),
        ("{{ goal.job.target }}", "goal.jobs.target"),
        ("{{ punkt:punkt-3 }}", "punkt:punkt-1"),
        ("{{ afsnit:recommendation }}", "afsnit:recommendations"),
        ("{{ enterprises_active|med_ord }}", "med_ord"),
        ("{{ enterprises_active }", "to klammer"),
        ("enterprises_active }}", "to klammer"),
    ],
)
def test_an_unknown_figure_is_refused_with_the_nearest(
    access: Access, report: AnnualReport, text: str, told: str
) -> None:
    section = drafts.section(report)
    section.text = f"Der er {text}."
    problems = refused(lambda: services.write_section(access, section, expected_version=1))
    assert told in " ".join(problems["text"])
    assert Section.objects.get(pk=section.pk).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "Vi er {{ enterprises_active|ord }}.",
        "Se {{ punkt:punkt-2 }} og {{ afsnit:stories }}.",
        "{{ goal.jobs.actual|Ord }} af {{ goal.jobs.target }} i {{ year }}, sagde {{ unit }}.",
        '{{ placements_fleksjob|ellers:"nogle" }}',
        "{{ grants_total_dkk|ca }}",
        "En enkelt { er bare et tegn.",
    ],
)
def test_known_figures_are_welcome(access: Access, report: AnnualReport, text: str) -> None:
    section = drafts.section(report)
    section.text = text
    services.write_section(access, section, expected_version=1)
    assert Section.objects.get(pk=section.pk).text == text


def test_where_nothing_can_be_counted_a_text_is_saved_all_the_same(access: Access, report: AnnualReport) -> None:
    report.municipality.presences.update(deleted_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    section = drafts.section(report)
    section.text = "{{ opfundet }}"
    services.write_section(access, section, expected_version=1)
    assert Section.objects.get(pk=section.pk).text == "{{ opfundet }}"


def test_the_second_of_two_is_told_and_nothing_is_overwritten(access: Access, report: AnnualReport) -> None:
    first, second = drafts.section(report), drafts.section(report)
    first.text, second.text = "Annas ord.", "Bentes ord."
    services.write_section(access, first, expected_version=1)
    with pytest.raises(Conflict) as caught:
        services.write_section(access, second, expected_version=1)
    assert caught.value.current.text == "Annas ord."  # type: ignore[attr-defined]
    assert caught.value.before == {"text": ""}
    assert Section.objects.get(pk=first.pk).text == "Annas ord."


# --- Points -----------------------------------------------------------------------------------------------------------
def test_a_point_and_its_recommendation_are_written_as_one(access: Access, report: AnnualReport) -> None:
    told = drafts.told(report)
    told.happened = "Der er sket noget."
    services.write_point(access, told, recommendation="Vi anbefaler det.", expected_version=1)
    assert Recommendation.objects.get(point=told.point).text == "Vi anbefaler det."
    assert Entry.objects.about(told).get().changes["recommendation"] == ["", "Vi anbefaler det."]
    services.write_point(access, told, recommendation="Vi anbefaler noget andet.", expected_version=2)
    assert Recommendation.objects.get(point=told.point).text == "Vi anbefaler noget andet."


def test_an_emptied_recommendation_goes_and_a_new_one_can_come(access: Access, report: AnnualReport) -> None:
    told = drafts.told(report)
    services.write_point(access, told, recommendation="Vi anbefaler det.", expected_version=1)
    services.write_point(access, told, recommendation="  ", expected_version=2)
    assert not Recommendation.objects.exists()
    services.write_point(access, told, recommendation="Alligevel.", expected_version=3)
    assert Recommendation.objects.get().text == "Alligevel."


def test_a_recommendation_alone_is_a_conflict_too(access: Access, report: AnnualReport) -> None:
    first, second = drafts.told(report), drafts.told(report)
    services.write_point(access, first, recommendation="Annas.", expected_version=1)
    with pytest.raises(Conflict) as caught:
        services.write_point(access, second, recommendation="Bentes.", expected_version=1)
    assert caught.value.before == {"recommendation": ""}
    assert Recommendation.objects.get().text == "Annas."


def test_errors_of_a_point_stand_by_their_fields(access: Access, report: AnnualReport) -> None:
    told = drafts.told(report)
    told.introduction, told.happened = "{{ opfundet }}", "Godt."
    problems = refused(lambda: services.write_point(access, told, recommendation="{{ nej }}", expected_version=1))
    assert set(problems) == {"introduction", "recommendation"}
    told.introduction = "Godt."
    assert set(refused(lambda: services.write_point(access, told, recommendation=CPR, expected_version=1))) == {
        "recommendation"
    }
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("a\r\n\r\n\r\nb", "a\n\nb"),
        (" \n a  \n\n", " a"),
        ("- et\n- to", "- et\n- to"),
        ("", ""),
    ],
)
def test_how_a_text_is_tidied(typed: str, kept: str) -> None:
    assert tidy(typed) == kept
