"""Whatever happened: a figure is the same number on its page's list, in the JSON, on the goal, and as its records."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agreements.models import Collaboration
from enterprises.models import Grant, NetworkMeeting
from reports import editions, exports, queries
from reports.editions import Edition
from reports.figures import Basis
from reports.indicators import count, years
from reports.indicators.scalars import SCALARS
from reports.models import Goal, Strategy
from reports.views.behind import KINDS, visible
from socialportal.accounts import roles
from socialportal.accounts.access import access_of
from tests import factories

from . import records

pytestmark = pytest.mark.django_db
DAYS = st.dates(dt.date(2016, 1, 1), dt.date(2018, 12, 31))
GOALS = ("placements_via_municipality", "enterprises_active", "grants_total_dkk", "network_meetings")


class Random(TestCase):
    """Small histories of three years."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.tuples(DAYS, st.booleans()), min_size=1, max_size=4),
        st.lists(st.tuples(st.sampled_from(["job", "grant", "meeting", "csr", "course"]), DAYS), max_size=8),
        st.lists(DAYS, min_size=1, max_size=2),
    )
    def test_one_number(self, presences: list, happened: list, asked: list[dt.date]) -> None:
        place = records.municipality(figures_from=2016)
        records.presence(place)
        there = [records.presence(place, **{"valid_from" if begins else "valid_to": day}) for day, begins in presences]
        agreement = records.agreement(there[0])
        for number, (kind, day) in enumerate(happened):
            where = there[number % len(there)]
            if kind == "job":
                records.placement(where, start=day)
            elif kind == "grant":
                Grant.objects.create(
                    presence=where, year=day.year, received_on=day, amount=number * 10 + 1, purpose="x"
                )
            elif kind == "meeting":
                NetworkMeeting.objects.create(municipality=place, held_on=day)
            elif kind == "csr":
                Collaboration.objects.create(presence=where, partner_name=f"P{number}", valid_from=day)
            else:
                records.course(agreement, day, day + dt.timedelta(days=90) if number % 2 else None)
        strategy = Strategy.objects.create(municipality=place, title="Strategi")
        for name in GOALS:
            Goal.objects.create(
                strategy=strategy, key=name.replace("_", "-"), label=name, kind="yearly", target=3, indicator=name
            )
        access = access_of(factories.user(role=roles.COORDINATOR, place=place))
        for day in asked:
            self.everywhere(Basis.of(place, day.year, day), access)

    def everywhere(self, basis: Basis, access: object) -> None:
        """The same on every way to it."""
        counted = count(basis)
        told = exports.figures_json(editions.printed(counted, Edition.INTERNAL), queries.texts(basis))
        for goal in told["goals"]:
            name = goal["key"].replace("-", "_")
            assert goal["actual"] == told["figures"][name] == exports.plain(counted.figures[name].value)
        for name, of_year in years.of_scalars([n for n in SCALARS if n in counted.figures], basis).items():
            assert of_year[-1].value == counted.figures[name].value, name
            if name in told["figures"]:
                assert told["figures"][name] == exports.plain(of_year[-1].value), name
        for name, figure in counted.figures.items():
            if figure.source and figure.value is not None:
                assert figure.value == figure.recounted(), name
                rows = figure.records
                assert rows is not None
                assert rows.model in KINDS, name
                seen = list(visible(access, rows, basis.municipality))  # type: ignore[arg-type]
                total = sum(getattr(row, figure.sums) for row in seen) if figure.sums else len(seen)
                assert total == figure.value, name
