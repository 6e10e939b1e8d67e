"""Dated facts: the same question in the database and of a row in hand."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialportal.accounts.models import RoleName, UnitName
from socialportal.common.periods import Period, year
from tests import factories

DAYS = st.dates(dt.date(2016, 1, 1), dt.date(2020, 12, 31))
END_OF_2018 = dt.date(2018, 12, 31)


def row(first: dt.date | None, last: dt.date | None, **fields: str) -> RoleName:
    return RoleName(code="x", name="x", valid_from=first, valid_to=last, **fields)


@pytest.mark.django_db
class TestReads:
    @pytest.fixture
    def bevar(self) -> RoleName:
        made = row(dt.date(2015, 5, 1), END_OF_2018)
        made.save()
        return made

    def test_the_last_day_is_active_but_not_in_the_stock_after(self, bevar: RoleName) -> None:
        """BEVAR ends on 31 December 2018: listed in the report of 2018, not among the 19 that go on."""
        mine = RoleName.objects.filter(code="x")
        assert mine.active_on(END_OF_2018).exists()
        assert not mine.in_stock_after(END_OF_2018).exists()
        assert mine.in_stock_after(dt.date(2018, 12, 30)).exists()
        assert not mine.active_on(dt.date(2019, 1, 1)).exists()

    def test_the_first_day_is_active(self, bevar: RoleName) -> None:
        mine = RoleName.objects.filter(code="x")
        assert mine.active_on(dt.date(2015, 5, 1)).exists()
        assert not mine.active_on(dt.date(2015, 4, 30)).exists()

    def test_overlaps_and_starts(self, bevar: RoleName) -> None:
        mine = RoleName.objects.filter(code="x")
        assert mine.overlapping(year(2018)).exists()
        assert mine.overlapping(Period(END_OF_2018, dt.date(2019, 5, 1))).exists()
        assert not mine.overlapping(year(2019)).exists()
        assert mine.started_within(year(2015)).exists()
        assert not mine.started_within(year(2016)).exists()

    def test_an_unknown_start_is_in_no_period(self) -> None:
        row(None, None).save()
        assert (
            not RoleName.objects.filter(code="x").started_within(Period(dt.date(1, 1, 1), dt.date(9999, 1, 1))).exists()
        )

    @given(DAYS | st.none(), DAYS | st.none(), DAYS)
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_the_database_and_the_row_agree(self, first: dt.date | None, last: dt.date | None, day: dt.date) -> None:
        if first and last and last < first:
            first, last = last, first
        with transaction.atomic():
            made = row(first, last)
            made.save()
            mine = RoleName.objects.filter(code="x")
            assert mine.active_on(day).exists() is made.holds_on(day)
            assert mine.in_stock_after(day).exists() is (
                made.holds_on(day) and made.holds_on(day + dt.timedelta(days=1))
            )
            assert mine.overlapping(Period(day, day)).exists() is made.holds_on(day)
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_end_comes_after_the_start_in_words_and_in_the_database() -> None:
    wrong = UnitName(
        municipality=factories.municipality(),
        unit="centre",
        name="x",
        valid_from=dt.date(2018, 2, 1),
        valid_to=dt.date(2018, 1, 31),
    )
    with pytest.raises(ValidationError) as error:
        wrong.full_clean()
    assert error.value.message_dict["valid_to"] == ["Slutdatoen ligger før startdatoen. Ret en af dem."]
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.parametrize(
    ("first", "last", "since", "span"),
    [
        (dt.date(2018, 4, 3), None, "", "siden 3. april 2018"),
        (dt.date(2018, 4, 3), END_OF_2018, "", "3. april 2018 – 31. december 2018"),
        (None, END_OF_2018, "", "til og med 31. december 2018"),
        (None, None, "", ""),
        (None, None, "før 2018", "siden før 2018"),
        (dt.date(2018, 4, 1), None, "april 2018", "siden april 2018"),
        (None, END_OF_2018, "før 2018", "før 2018 – 31. december 2018"),
    ],
)
def test_spans_in_words(first: dt.date | None, last: dt.date | None, since: str, span: str) -> None:
    assert row(first, last, since_text=since).span.replace("\u00a0", " ") == span
