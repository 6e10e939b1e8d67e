"""The round: who is asked, who is reminded and when, what closing means, and what each reader sees of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from enterprises.models import Contribution, Presence, ReportingYear
from enterprises.services import contributions, reporting_year
from enterprises.services.reporting_year import remind_due
from enterprises.terms import OVERDUE, reminder_due
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.audit.sentences import history
from socialportal.common import danish
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice
from tests import factories

from .conftest import Place
from .saying import refused

OPENED = dt.date(2019, 10, 1)
DEADLINE = dt.date(2019, 11, 15)


def ahead(days: int) -> dt.date:
    """So many days after the deadline of `opened`, which lies 45 days ahead."""
    return timezone.localdate() + dt.timedelta(days=45 + days)


def opened(place: Place, **fields: object) -> ReportingYear:
    facts = {"municipality": place.municipality, "year": 2019, "deadline": ahead(0), **fields}
    return reporting_year.open_year(place.access(), ReportingYear(**facts))


def told(user: object = None) -> list[str]:
    rows = Notice.objects.filter(kind="bidrag").order_by("pk")
    return [one.subject for one in (rows.filter(user=user) if user else rows)]


# --- When a reminder is due ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "due"),
    [
        (dt.date(2019, 10, 31), ""),
        (dt.date(2019, 11, 1), "14-dage"),
        (dt.date(2019, 11, 11), "14-dage"),
        (dt.date(2019, 11, 12), "3-dage"),
        (dt.date(2019, 11, 15), "3-dage"),
        (dt.date(2019, 11, 16), OVERDUE),
    ],
)
def test_what_is_due_on_a_day(day: dt.date, due: str) -> None:
    assert reminder_due(OPENED, DEADLINE, day) == due


def test_who_was_asked_just_now_is_not_reminded() -> None:
    """Opened eight days before the deadline: the first reminder is the one of three days."""
    late = DEADLINE - dt.timedelta(days=8)
    assert [reminder_due(late, DEADLINE, late + dt.timedelta(days=n)) for n in (0, 4, 5, 9)] == [
        "",
        "",
        "3-dage",
        OVERDUE,
    ]


@given(st.integers(0, 60), st.integers(0, 90))
def test_reminders_come_in_their_order_and_never_before_the_opening(length: int, last: int) -> None:
    deadline = OPENED + dt.timedelta(days=length)
    seen = [reminder_due(OPENED, deadline, OPENED + dt.timedelta(days=n)) for n in range(last + 1)]
    order = ["", "14-dage", "3-dage", OVERDUE]
    assert seen == sorted(seen, key=order.index)
    assert seen[0] == ""


# --- Opening -------------------------------------------------------------------------------------------------------------
def test_everyone_on_the_list_is_told_at_once(slagelse: Place, kolding: Place, mailoutbox: list) -> None:
    other = slagelse.another("Anden")
    second = factories.user("to@anden.example", roles.ENTERPRISE_USER, serves=other)
    hidden = slagelse.another("Skjult", listed=False)
    factories.user("x@skjult.example", roles.ENTERPRISE_USER, serves=hidden)
    of = opened(slagelse, message="Skriv gerne om naboerne.")
    assert sorted(m.to[0] for m in mailoutbox) == sorted([slagelse.users[roles.ENTERPRISE_USER].email, second.email])
    body = mailoutbox[0].body
    assert f"senest {danish.date(ahead(0))}" in body
    assert "Skriv gerne om naboerne." in body
    assert f"/arbejde/bidrag/aar/{of.pk}/" in body
    assert history(of)[0].sentence.endswith("åbnede for bidrag til årsrapporten 2019.")


def test_what_cannot_be_opened(slagelse: Place) -> None:
    with refused("Fristen er allerede gået", field="deadline"):
        opened(slagelse, deadline=timezone.localdate() - dt.timedelta(days=1))
    with refused("Året er ikke begyndt", field="year"):
        opened(slagelse, year=timezone.localdate().year + 1)
    with refused("Ingen virksomheder på listen var aktive", field="year"):
        opened(slagelse, year=2014)
    assert not ReportingYear.objects.exists()
    opened(slagelse)
    with refused("Der er allerede åbnet for bidrag til det år"):
        opened(slagelse)
    for role in (roles.CONSULTANT, roles.ADMINISTRATOR, roles.ENTERPRISE_USER):
        of = ReportingYear(municipality=slagelse.municipality, year=2018, deadline=ahead(0))
        with pytest.raises(PermissionDenied):
            reporting_year.open_year(slagelse.access(role), of)


def test_each_enterprise_is_asked_once_also_where_it_left_and_came_back(slagelse: Place) -> None:
    slagelse.presence.valid_to = dt.date(2019, 3, 31)
    slagelse.presence.save()
    later = Presence.objects.create(
        enterprise=slagelse.enterprise,
        municipality=slagelse.municipality,
        kind="initiative",
        valid_from=dt.date(2019, 6, 1),
    )
    of = opened(slagelse)
    assert [one.presence for one in reporting_year.asked(of)] == [later]
    assert reporting_year.progress(of).asked == 1
    draft = Contribution.objects.create(presence=slagelse.presence, year=2019)
    assert [one.contribution for one in reporting_year.asked(of)] == [draft]


def test_queries_do_not_grow(slagelse: Place, django_assert_num_queries: object) -> None:
    of = opened(slagelse)
    for number in (3, 30):
        for n in range(number):
            enterprise = slagelse.another(f"N {number} {n}", slug=f"n-{number}-{n}")
            Contribution.objects.create(presence=enterprise.presences.get(), year=2019)
        with django_assert_num_queries(3):  # type: ignore[operator]
            reporting_year.asked(of)
        with django_assert_num_queries(1):  # type: ignore[operator]
            reporting_year.progress(of)


# --- Reminders -------------------------------------------------------------------------------------------------------------
def test_only_those_missing_are_reminded_and_once_a_day(slagelse: Place, access: Access) -> None:
    done = slagelse.another("Færdig")
    finished = factories.user("f@f.example", roles.ENTERPRISE_USER, serves=done)
    of = opened(slagelse)
    Contribution.objects.create(presence=done.presences.get(), year=2019, state="submitted")
    assert reporting_year.remind(access, of) == 1
    assert reporting_year.remind(access, of) == 1
    assert told(slagelse.users[roles.ENTERPRISE_USER])[1:] == ["Husk bidraget til årsrapporten 2019"]
    assert len(told(finished)) == 1
    assert history(of)[0].reason.replace("\u00a0", " ") == "1 virksomhed"
    reporting_year.close_year(access, of, expected_version=1)
    with refused("Der er lukket for bidrag"):
        reporting_year.remind(access, of)


def test_the_daily_run_reminds_once_also_days_late(slagelse: Place) -> None:
    opened(slagelse)
    user = slagelse.users[roles.ENTERPRISE_USER]
    for days in (-15, -11, -11, -1):
        remind_due(ahead(days))
    assert len(told(user)) == 1 + 2
    for days in (3, 10):
        remind_due(ahead(days))
    assert told(user)[-1] == "Bidraget til årsrapporten 2019 mangler"
    assert len(told(user)) == 1 + 3


def test_nothing_is_asked_of_those_who_have_sent_or_after_closing(slagelse: Place, access: Access) -> None:
    of = opened(slagelse)
    user = slagelse.users[roles.ENTERPRISE_USER]
    assert Notice.objects.filter(user=user).unread().count() == 1
    draft = contributions.begin_contribution(
        slagelse.access(roles.ENTERPRISE_USER), slagelse.presence, 2019, from_last=True
    )
    draft.presentation = "ord " * 100
    contributions.change_contribution(slagelse.access(roles.ENTERPRISE_USER), draft, expected_version=1)
    contributions.submit_contribution(slagelse.access(roles.ENTERPRISE_USER), draft, expected_version=2)
    assert Notice.objects.filter(user=user).unread().count() == 0
    remind_due(ahead(0))
    assert len(told(user)) == 1
    reporting_year.close_year(access, of, expected_version=1)
    remind_due(ahead(1))
    assert len(told(user)) == 1


# --- Another deadline, closing, opening again ----------------------------------------------------------------------------------
def test_a_new_deadline_is_told(slagelse: Place, access: Access) -> None:
    of = opened(slagelse)
    of.message = "Vi glæder os."
    reporting_year.change_year(access, of, expected_version=1)
    assert len(told()) == 1
    of.deadline = ahead(16)
    reporting_year.change_year(access, of, expected_version=2)
    assert told()[1:] == [f"Ny frist: {danish.date(ahead(16))}"]
    of.deadline = ahead(-46)
    with refused("Fristen er allerede gået", field="deadline"):
        reporting_year.change_year(access, of, expected_version=3)


def test_closed_is_closed_but_not_for_what_was_sent_back(slagelse: Place, access: Access) -> None:
    of, user = opened(slagelse), slagelse.access(roles.ENTERPRISE_USER)
    draft = contributions.begin_contribution(user, slagelse.presence, 2019, from_last=False)
    closed = reporting_year.close_year(access, of, expected_version=1)
    draft.presentation = "ord " * 100
    with refused("Kommunen har lukket for bidrag til årsrapporten 2019"):
        contributions.change_contribution(user, draft, expected_version=1)
    Contribution.objects.filter(pk=draft.pk).update(state="returned", comment="Ret navnet.")
    returned = Contribution.objects.get(pk=draft.pk)
    returned.presentation = "ord " * 100
    contributions.change_contribution(user, returned, expected_version=1)
    contributions.submit_contribution(user, returned, expected_version=2)
    with pytest.raises(Conflict):
        reporting_year.reopen_year(access, closed, expected_version=1)
    reporting_year.reopen_year(access, ReportingYear.objects.get(), expected_version=2)
    assert [event.sentence.split(") ")[1] for event in history(of)][:2] == [
        "åbnede igen for bidrag til årsrapporten 2019.",
        "lukkede for bidrag til årsrapporten 2019.",
    ]
