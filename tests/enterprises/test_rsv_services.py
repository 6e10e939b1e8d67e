"""Checklist, papers, own looks and duties: who may, what is refused, who is told."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from enterprises.models import (
    CriterionAnswer,
    CvrNumber,
    EnterpriseDocument,
    RsvCheck,
    RsvCriterion,
    RsvPeriod,
    RsvReport,
)
from enterprises.services import criteria, enterprise_documents, rsv_check, rsv_duties
from enterprises.services.enterprise import change_enterprise, rename
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice
from tests.common.test_uploads import PDF, SVG

from .conftest import Place
from .saying import refused

DAY = dt.date
USER, MENTOR = roles.ENTERPRISE_USER, roles.MENTOR


@pytest.fixture
def registered(slagelse: Place) -> Place:
    RsvPeriod.objects.create(enterprise=slagelse.enterprise, state="registered", valid_from=DAY(2018, 3, 1))
    return slagelse


def an_answer(place: Place, code: str = "purpose", **fields: Any) -> CriterionAnswer:
    fields = {"met": "partly", **fields}
    return CriterionAnswer(enterprise=place.enterprise, criterion=RsvCriterion.objects.get(code=code), **fields)


def a_look(place: Place, **fields: Any) -> RsvCheck:
    fields = {"municipality": place.municipality, "checked_on": DAY(2018, 12, 3), "source": "cvr.dk", **fields}
    return RsvCheck(enterprise=place.enterprise, **fields)


# --- The checklist -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [USER, roles.COORDINATOR, roles.CONSULTANT])
def test_the_enterprise_and_its_consultants_answer(slagelse: Place, role: str) -> None:
    given = criteria.answer(slagelse.access(role), an_answer(slagelse))
    given.met = "yes"
    criteria.change_answer(slagelse.access(role), given, expected_version=1)
    assert CriterionAnswer.objects.get().met == "yes"


@pytest.mark.parametrize("role", [MENTOR, roles.ADMINISTRATOR, roles.POLITICIAN])
def test_others_do_not(slagelse: Place, role: str) -> None:
    with pytest.raises(PermissionDenied):
        criteria.answer(slagelse.access(role), an_answer(slagelse))


def test_nobody_answers_for_another_enterprise(slagelse: Place, kolding: Place) -> None:
    with pytest.raises(PermissionDenied):
        criteria.answer(slagelse.access(USER), an_answer(kolding))
    given = criteria.answer(kolding.access(USER), an_answer(kolding))
    given.enterprise = slagelse.enterprise  # as if it had been one's own all the time
    with pytest.raises(PermissionDenied):
        criteria.change_answer(slagelse.access(USER), given, expected_version=1)


def test_a_criterion_is_answered_once(slagelse: Place, access: Access) -> None:
    criteria.answer(access, an_answer(slagelse))
    with refused("Ret svaret i stedet"):
        criteria.answer(access, an_answer(slagelse))


def test_of_two_who_answer_at_once_the_second_sees_the_first(slagelse: Place, access: Access) -> None:
    given = criteria.answer(access, an_answer(slagelse))
    mine = CriterionAnswer.objects.get(pk=given.pk)
    given.met = "yes"
    criteria.change_answer(access, given, expected_version=1)
    mine.met = "no"
    with pytest.raises(Conflict):
        criteria.change_answer(access, mine, expected_version=1)


def test_no_cpr_number(slagelse: Place, access: Access) -> None:
    with refused("CPR", field="note"):
        criteria.answer(access, an_answer(slagelse, note="Formand 010203-1234"))


# --- Papers ---------------------------------------------------------------------------------------------------------------
def put_up(who: Access, place: Place, content: bytes = PDF, name: str = "Vedtægter.pdf") -> EnterpriseDocument:
    upload = SimpleUploadedFile(name, content)
    return enterprise_documents.add_document(who, EnterpriseDocument(enterprise=place.enterprise), upload=upload)


def test_a_paper_is_called_what_its_file_is_called(slagelse: Place) -> None:
    paper = put_up(slagelse.access(USER), slagelse)
    assert (paper.title, paper.file_name, paper.media_type) == ("Vedtægter", "Vedtægter.pdf", "application/pdf")
    assert "Vedt" not in paper.file.name, "kept under a name of ours"


def test_what_is_no_paper_is_refused_and_leaves_nothing(slagelse: Place, access: Access) -> None:
    with refused("slags"):
        put_up(access, slagelse, SVG, "tegning.pdf")
    with refused("CPR", field="upload"):
        put_up(access, slagelse, PDF, "010203-1234.pdf")
    assert not EnterpriseDocument.with_deleted.exists()


def test_a_paper_goes_and_comes_back(slagelse: Place) -> None:
    paper = put_up(slagelse.access(USER), slagelse)
    enterprise_documents.remove_document(slagelse.access(USER), paper, expected_version=1)
    assert not EnterpriseDocument.objects.exists()
    enterprise_documents.restore_document(slagelse.access(), EnterpriseDocument.with_deleted.get())
    assert EnterpriseDocument.objects.get().file.read() == PDF


def test_nobody_puts_papers_up_for_others(slagelse: Place, kolding: Place) -> None:
    for who in (slagelse.access(MENTOR), kolding.access(), kolding.access(USER)):
        with pytest.raises(PermissionDenied):
            put_up(who, slagelse)


# --- Own looks --------------------------------------------------------------------------------------------------------------
def test_who_looked_is_kept(slagelse: Place) -> None:
    consultant = slagelse.access(roles.CONSULTANT)
    check = rsv_check.note_check(consultant, a_look(slagelse, in_register=True))
    assert check.checked_by_id == consultant.user_id
    check.note = "Også på P-nummeret."
    rsv_check.correct_check(slagelse.access(), check, expected_version=1)
    assert RsvCheck.objects.get().checked_by_id == consultant.user_id


def test_a_look_is_the_municipalitys_and_about_the_enterprise_itself(slagelse: Place, kolding: Place) -> None:
    with pytest.raises(PermissionDenied):
        rsv_check.note_check(slagelse.access(USER), a_look(slagelse))
    theirs = CvrNumber.objects.create(enterprise=kolding.enterprise, number="25313763")
    with refused("en anden virksomhed", field="cvr_number"):
        rsv_check.note_check(slagelse.access(), a_look(slagelse, cvr_number=theirs))
    with refused("ikke kommet endnu", field="checked_on"):
        rsv_check.note_check(
            slagelse.access(), a_look(slagelse, checked_on=timezone.localdate() + dt.timedelta(days=1))
        )


# --- Duties ---------------------------------------------------------------------------------------------------------------
def noted(place: Place, year: int, sent_on: dt.date) -> RsvReport:
    report = RsvReport(enterprise=place.enterprise, year=year, sent_on=sent_on)
    return rsv_duties.note_report(place.access(USER), report)


def mine(place: Place) -> list[str]:
    found = Notice.objects.filter(user=place.users[USER], kind=rsv_duties.KIND).order_by("pk")
    return [notice.subject.replace("\u00a0", " ") for notice in found]


def test_only_a_year_that_is_asked_for_is_noted(registered: Place) -> None:
    last = timezone.localdate().year - 1
    with refused("ikke noget at indberette", field="year"):
        noted(registered, last + 1, timezone.localdate())
    with refused("sluttede først", field="sent_on"):
        noted(registered, last, DAY(last, 12, 31))
    with refused("ikke kommet endnu", field="sent_on"):
        noted(registered, last, timezone.localdate() + dt.timedelta(days=1))
    noted(registered, last, timezone.localdate())
    with refused("allerede noteret"):
        noted(registered, last, timezone.localdate())


def test_the_enterprises_users_are_reminded_once_and_once_more_when_it_is_late(registered: Place) -> None:
    assert rsv_duties.remind_of_reports(DAY(2019, 5, 30)) == 0
    for day in (DAY(2019, 5, 31), DAY(2019, 6, 10), DAY(2019, 6, 30)):
        assert rsv_duties.remind_of_reports(day) == 1
    assert mine(registered) == ["Årlig indberetning for 2018: senest 30. juni 2019"]
    for day in (DAY(2019, 7, 1), DAY(2019, 8, 1)):
        rsv_duties.remind_of_reports(day)
    assert mine(registered) == ["Årlig indberetning for 2018: fristen var 30. juni 2019"]
    told = Notice.objects.filter(kind=rsv_duties.KIND).exclude(user=registered.users[USER])
    assert not told.exists(), "the duty is the enterprise's: nobody else is told"


def test_it_stops_when_the_report_is_noted(registered: Place) -> None:
    last = timezone.localdate().year - 1
    late = DAY(last + 1, 7, 1)
    rsv_duties.remind_of_reports(late)
    subject = f"Årlig indberetning for {last}: fristen var 30. juni {last + 1}"
    assert subject in mine(registered)
    noted(registered, last, timezone.localdate())
    assert subject not in mine(registered)
    rsv_duties.remind_of_reports(max(late, timezone.localdate()))
    assert subject not in mine(registered)


def test_an_enterprise_on_the_way_is_not_reminded(slagelse: Place) -> None:
    RsvPeriod.objects.create(enterprise=slagelse.enterprise, state="applied", valid_from=DAY(2018, 3, 1))
    assert rsv_duties.remind_of_reports(DAY(2019, 7, 1)) == 0
    assert mine(slagelse) == []


def test_a_change_the_register_must_know_is_told(registered: Place, access: Access) -> None:
    enterprise = registered.enterprise
    enterprise.address = "Bredgade 1"
    change_enterprise(access, enterprise, expected_version=enterprise.version)
    assert mine(registered) == [], "what was empty is only written down"
    enterprise.address = "Bredgade 2"
    change_enterprise(registered.access(USER), enterprise, expected_version=enterprise.version)
    due = timezone.localdate() + dt.timedelta(days=14)
    assert len(mine(registered)) == 1
    assert f"{due.day}. " in mine(registered)[0]
    enterprise.summary = "Mad til alle."
    change_enterprise(registered.access(USER), enterprise, expected_version=enterprise.version)
    assert len(mine(registered)) == 1, "the register knows no summary"


def test_a_new_name_is_told_from_the_day_it_holds(registered: Place, access: Access) -> None:
    enterprise = registered.enterprise
    enterprise.name = "Sumac"
    change_enterprise(access, enterprise, expected_version=enterprise.version)
    assert mine(registered) == [], "a slip of the pen is no change"
    enterprise.name = "Sumak Køkken"
    rename(access, enterprise, from_day=DAY(2018, 6, 1), expected_version=enterprise.version)
    assert mine(registered) == ["Husk at melde ændringen på virk.dk senest 15. juni 2018"]


def test_who_is_not_registered_has_nothing_to_report(slagelse: Place, access: Access) -> None:
    enterprise = slagelse.enterprise
    enterprise.name = "Sumak Køkken"
    rename(access, enterprise, from_day=DAY(2018, 6, 1), expected_version=enterprise.version)
    assert mine(slagelse) == []
