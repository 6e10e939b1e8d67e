"""What was true when: stocks, flows, comings and goings. Every test is about one day."""

import datetime as dt
from decimal import Decimal

import pytest

from agreements.models import Agreement, Collaboration, Initiative, Participation, Placement
from enterprises.models import Contribution, Enterprise, Grant, NetworkMeeting, Presence, RsvPeriod
from reports import indicators
from reports.figures import Basis, BasisError, as_of, over
from socialportal.accounts.models import Municipality, UnitName
from socialportal.common.periods import Period

from . import records
from .records import D

pytestmark = pytest.mark.django_db
YEAR_END = D(2018, 12, 31)


@pytest.fixture
def place() -> Municipality:
    """Slagelse with one enterprise that is always there."""
    made = records.municipality()
    records.presence(made)
    return made


def value(name: str, place: Municipality, year: int = 2018, day: dt.date | None = None) -> object:
    """A figure; and it agrees with the list of its records."""
    figure = indicators.figure(name, place, year, day)
    if figure.value is not None:
        assert figure.value == figure.recounted()
    return figure.value


# --- The basis ---------------------------------------------------------------------------------------------------------


def test_as_of_is_the_last_day_unless_told(place: Municipality) -> None:
    assert Basis.of(place, 2018).as_of == YEAR_END
    assert Basis.of(place, 2018).is_whole_year
    assert Basis.of(place, 2018, D(2018, 6, 30)).period == Period(D(2018, 1, 1), D(2018, 6, 30))
    assert not Basis.of(place, 2018, D(2018, 6, 30)).is_whole_year


@pytest.mark.parametrize("day", [D(2017, 12, 31), D(2019, 1, 1)])
def test_a_day_outside_the_year_is_refused(place: Municipality, day: dt.date) -> None:
    with pytest.raises(BasisError, match="ligger ikke i 2018"):
        Basis.of(place, 2018, day)


@pytest.mark.parametrize("year", [1999, 2101])
def test_a_year_out_of_reach_is_refused(place: Municipality, year: int) -> None:
    with pytest.raises(BasisError, match="2000 og 2100"):
        Basis.of(place, year)


def test_a_year_without_presence_is_an_error() -> None:
    empty = records.municipality("0621")
    with pytest.raises(BasisError, match="Kolding i 2018"):
        indicators.count(Basis.of(empty, 2018))
    with pytest.raises(BasisError):
        indicators.figure("network_meetings", empty, 2018)


def test_nothing_is_counted_before_figures_begin(place: Municipality) -> None:
    """An unknown start is "before anything we know": it is no knowledge of the years before."""
    place.figures_from = 2018
    assert value("enterprises_active", place) == 1
    with pytest.raises(BasisError, match="findes fra 2018, så 2017 kan ikke gøres op"):
        value("enterprises_active", place, 2017)


def test_presence_on_one_day_of_the_year_is_enough() -> None:
    empty = records.municipality("0621")
    only = records.presence(
        empty, valid_from=D(2017, 1, 1), valid_to=D(2018, 1, 1), listed=False, counts_towards_goal=False
    )
    assert value("enterprises_active", empty) == 0
    assert value("enterprises_active", empty, day=D(2018, 6, 30)) == 0, (
        "året har en tilstedeværelse, også når dagen ikke har"
    )
    with pytest.raises(BasisError):
        value("enterprises_active", empty, 2019)
    only.enterprise.deleted_at = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    only.enterprise.save()
    with pytest.raises(BasisError):
        value("enterprises_active", empty)


def test_the_year_before_is_blank_before_figures_begin(place: Municipality) -> None:
    assert Basis.of(place, 2018).before is None
    place.figures_from = 2018
    assert Basis.of(place, 2018).before is None
    place.figures_from = 2017
    before = Basis.of(place, 2018, D(2018, 6, 30)).before
    assert before
    assert (before.year, before.as_of) == (2017, D(2017, 6, 30))
    place.figures_from = 2015
    leap = Basis.of(place, 2016, D(2016, 2, 29)).before
    assert leap
    assert leap.as_of == D(2015, 2, 28)


def test_comparison_counts_the_year_before() -> None:
    place = records.municipality(figures_from=2017)
    where = records.presence(place)
    for start in (D(2017, 5, 1), D(2017, 6, 1), D(2018, 5, 1)):
        records.placement(where, start=start)
    counted = indicators.count(Basis.of(place, 2018))
    assert counted.figures["placements_via_municipality"].value == 1
    assert counted.before["placements_via_municipality"] == 2
    assert "placements_other_channels" not in counted.before, "ukendt er ikke 0"
    fleksjob = next(kind for kind in counted.types if kind.code == "fleksjob")
    assert fleksjob.counts == (1, 2)
    place.figures_from = 2018
    assert indicators.count(Basis.of(place, 2018)).before == {}


def test_periods_in_words() -> None:
    plain = over(Period(D(2018, 1, 1), YEAR_END)).replace("\u00a0", " ")
    assert plain == "1. januar – 31. december 2018"
    assert over(Period(D(2015, 7, 1), D(2018, 6, 30))).replace("\u00a0", " ") == "1. juli 2015 – 30. juni 2018"
    assert as_of(YEAR_END).replace("\u00a0", " ") == "pr. 31. december 2018"


# --- Stocks -----------------------------------------------------------------------------------------------------------


def test_who_leaves_on_the_last_day_is_listed_and_not_in_stock(place: Municipality) -> None:
    records.presence(place, valid_to=YEAR_END)
    records.presence(place, valid_to=D(2019, 1, 1))
    assert value("enterprises_active", place) == 2
    assert value("enterprises_listed", place) == 3


def test_a_change_from_new_year_is_not_a_departure(place: Municipality) -> None:
    """One row ends on 31 December and the next begins the day after: the enterprise is there all the time."""
    first = records.presence(place, kind=Presence.Kind.INITIATIVE, valid_to=YEAR_END)
    records.presence(place, first.enterprise, valid_from=D(2019, 1, 1))
    assert value("enterprises_active", place) == 2
    assert value("enterprises_listed", place) == 2


def test_a_gap_of_a_day_at_new_year_is_a_departure(place: Municipality) -> None:
    first = records.presence(place, valid_to=YEAR_END)
    records.presence(place, first.enterprise, valid_from=D(2019, 1, 2))
    assert value("enterprises_active", place) == 1


def test_who_stops_counting_at_new_year_is_not_counted(place: Municipality) -> None:
    first = records.presence(place, valid_to=YEAR_END)
    records.presence(place, first.enterprise, valid_from=D(2019, 1, 1), counts_towards_goal=False)
    assert value("enterprises_active", place) == 1


def test_who_leaves_and_comes_back_counts_once(place: Municipality) -> None:
    first = records.presence(place, valid_to=D(2018, 3, 1))
    records.presence(place, first.enterprise, valid_from=D(2018, 9, 1))
    assert value("enterprises_listed", place) == 2
    assert value("enterprises_active", place) == 2
    assert value("enterprises_active", place, day=D(2018, 6, 1)) == 1
    assert value("enterprises_listed", place, day=D(2018, 6, 1)) == 2


def test_who_comes_after_the_day_is_not_there(place: Municipality) -> None:
    records.presence(place, valid_from=D(2018, 7, 1))
    assert value("enterprises_listed", place, day=D(2018, 6, 30)) == 1
    assert value("enterprises_listed", place, day=D(2018, 7, 1)) == 2
    assert value("enterprises_active", place, day=D(2018, 6, 30)) == 1
    assert value("enterprises_active", place, day=D(2018, 7, 1)) == 2


def test_flags_decide_what_counts_and_what_is_listed(place: Municipality) -> None:
    records.presence(place, counts_towards_goal=False)
    records.presence(place, listed=False)
    assert value("enterprises_active", place) == 2
    assert value("enterprises_listed", place) == 2


def test_what_lies_in_the_trash_does_not_count(place: Municipality) -> None:
    now = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    gone = records.presence(place)
    records.placement(gone)
    Presence.objects.filter(pk=gone.pk).update(deleted_at=now)
    no_more = records.presence(place)
    records.placement(no_more)
    Enterprise.objects.filter(pk=no_more.enterprise_id).update(deleted_at=now)
    lost = records.placement(records.presence(place))
    Placement.objects.filter(pk=lost.pk).update(deleted_at=now)
    assert value("enterprises_listed", place) == 2
    assert value("placements_via_municipality", place) == 0


def test_an_enterprise_in_two_municipalities_counts_once_in_each() -> None:
    slagelse, kolding = records.municipality(), records.municipality("0621")
    here = records.presence(slagelse)
    there = records.presence(kolding, here.enterprise)
    for where, number in ((here, 2), (there, 1)):
        for _ in range(number):
            records.placement(where)
    Grant.objects.create(presence=here, year=2018, amount=100, purpose="x")
    Contribution.objects.create(presence=there, year=2018, placements_other_channels=7, state="approved")
    assert [value("enterprises_active", p) for p in (slagelse, kolding)] == [1, 1]
    assert [value("placements_via_municipality", p) for p in (slagelse, kolding)] == [2, 1]
    assert [value("placements_fleksjob", p) for p in (slagelse, kolding)] == [2, 1]
    assert [value("grants_total_dkk", p) for p in (slagelse, kolding)] == [100, 0]
    assert [value("placements_other_channels", p) for p in (slagelse, kolding)] == [None, 7]


# --- RSV --------------------------------------------------------------------------------------------------------------


def rsv(where: Presence, state: str, first: dt.date | None = None, last: dt.date | None = None) -> None:
    RsvPeriod.objects.create(enterprise=where.enterprise, state=state, valid_from=first, valid_to=last)


def test_registered_on_one_day_of_the_year_is_registered(place: Municipality) -> None:
    for first, last in (
        (None, None),
        (None, D(2018, 1, 1)),
        (YEAR_END, None),
        (None, D(2017, 12, 31)),
        (D(2019, 1, 1), None),
    ):
        rsv(records.presence(place), "registered", first, last)
    rsv(records.presence(place, listed=False), "registered")
    rsv(records.presence(place), "left")
    assert value("rsv_registered", place) == 3


def test_in_progress_is_a_stock_and_applying_is_progress(place: Municipality) -> None:
    for state in ("working", "applied", "idea"):
        rsv(records.presence(place), state)
    rsv(records.presence(place), "working", last=YEAR_END)
    moved = records.presence(place)
    rsv(moved, "working", last=YEAR_END)
    rsv(moved, "applied", D(2019, 1, 1))
    done = records.presence(place)
    rsv(done, "applied", last=YEAR_END)
    rsv(done, "registered", D(2019, 1, 1))
    left = records.presence(place, valid_to=D(2018, 5, 1))
    rsv(left, "working")
    assert value("rsv_in_progress", place) == 3


def test_an_enterprise_with_two_registered_units_counts_once(place: Municipality) -> None:
    where = records.presence(place)
    rsv(where, "registered", None, D(2018, 2, 1))
    rsv(where, "registered", D(2018, 2, 2))
    assert value("rsv_registered", place) == 1


# --- Flows ------------------------------------------------------------------------------------------------------------


def test_flows_count_from_new_year_to_the_day_both_included(place: Municipality) -> None:
    where = records.presence(place)
    days = (D(2017, 12, 31), D(2018, 1, 1), D(2018, 6, 30), D(2018, 7, 1), YEAR_END, D(2019, 1, 1))
    for day in days:
        records.placement(where, start=day)
        NetworkMeeting.objects.create(municipality=place, held_on=day)
        Grant.objects.create(presence=where, year=day.year, received_on=day, amount=10, purpose="x")
        Collaboration.objects.create(presence=where, partner_name="Comwell", valid_from=day)
    for name, each in (
        ("placements_via_municipality", 1),
        ("placements_fleksjob", 1),
        ("network_meetings", 1),
        ("grants_total_dkk", 10),
        ("collaborations_new", 1),
    ):
        assert value(name, place) == 4 * each, name
        assert value(name, place, day=D(2018, 6, 30)) == 2 * each, name
        assert value(name, place, day=D(2018, 7, 1)) == 3 * each, name


def test_jobs_through_other_channels_are_not_the_municipalitys(place: Municipality) -> None:
    where = records.presence(place)
    records.placement(where)
    records.placement(where, channel=Placement.Channel.OTHER)
    assert value("placements_via_municipality", place) == 1
    assert value("placements_fleksjob", place) == 1


def test_declared_jobs_are_known_of_whole_years_only(place: Municipality) -> None:
    assert value("placements_other_channels", place) is None
    for number in (4, None, 0):
        Contribution.objects.create(
            presence=records.presence(place), year=2018, placements_other_channels=number, state="approved"
        )
    for year, state in ((2017, "approved"), (2018, "submitted"), (2018, "returned"), (2018, "draft")):
        Contribution.objects.create(
            presence=records.presence(place), year=year, placements_other_channels=9, state=state
        )
    assert value("placements_other_channels", place) == 4
    assert value("placements_other_channels", place, day=D(2018, 12, 30)) is None


def test_a_collaboration_whose_start_is_unknown_is_new_in_no_year(place: Municipality) -> None:
    where = records.presence(place)
    Collaboration.objects.create(presence=where, partner_name="DEAS", signed_on=D(2018, 2, 1), since_text="før 2018")
    signed_before = D(2017, 11, 1)
    Collaboration.objects.create(
        presence=where, partner_name="Comwell", signed_on=signed_before, valid_from=D(2018, 4, 2)
    )
    assert value("collaborations_new", place) == 1
    assert value("collaborations_new", place, 2017) == 0


def test_a_grant_without_a_day_counts_for_its_year_and_an_approximate_part_for_the_sum(place: Municipality) -> None:
    where = records.presence(place)
    Grant.objects.create(presence=where, year=2018, amount="150000.50", purpose="x")
    exact = indicators.figure("grants_total_dkk", place, 2018)
    assert exact.value == Decimal("150000.50")
    assert not exact.approximate
    Grant.objects.create(presence=where, year=2018, amount="650000.50", purpose="x", approximate=True)
    Grant.objects.create(presence=where, year=2017, amount=1, purpose="x", approximate=True)
    total = indicators.figure("grants_total_dkk", place, 2018)
    assert total.value == 800_001
    assert isinstance(total.value, int)
    assert total.approximate
    assert value("grants_total_dkk", place, 2016) == 0


def test_participants_are_a_stock_and_starts_a_flow(place: Municipality) -> None:
    counted = Initiative.objects.create(municipality=place, key="a", name="Borger i job", participants_counted=True)
    other = Initiative.objects.create(municipality=place, key="b", name="Andet")
    starts = Initiative.objects.create(municipality=place, key="c", name="In-House", starts_counted=True)
    over = Initiative.objects.create(
        municipality=place, key="d", name="Slut", participants_counted=True, valid_to=D(2018, 5, 1)
    )
    twice = records.presence(place)
    for initiative, where, first, last in (
        (counted, twice, D(2018, 11, 1), None),
        (counted, records.presence(place), None, YEAR_END),
        (counted, records.presence(place), D(2019, 1, 1), None),
        (other, records.presence(place), None, None),
        (over, records.presence(place), None, None),
        (starts, twice, D(2018, 12, 31), None),
        (starts, twice, D(2018, 1, 1), D(2018, 2, 1)),
        (starts, records.presence(place), None, None),
        (starts, records.presence(place), D(2019, 1, 28), None),
    ):
        Participation.objects.create(initiative=initiative, presence=where, valid_from=first, valid_to=last)
    assert value("initiative_participants", place) == 1
    assert value("initiative_participants", place, day=D(2018, 10, 31)) == 1
    assert value("initiative_starts", place) == 2
    kolding = records.municipality("0621")
    theirs = Initiative.objects.create(
        municipality=kolding, key="k", name="K", participants_counted=True, starts_counted=True
    )
    Participation.objects.create(initiative=theirs, presence=records.presence(kolding), valid_from=D(2018, 2, 1))
    gone = Initiative.objects.create(
        municipality=place, key="g", name="G", participants_counted=True, starts_counted=True
    )
    Participation.objects.create(initiative=gone, presence=records.presence(place), valid_from=D(2018, 2, 1))
    gone.deleted_at = dt.datetime(2018, 3, 1, tzinfo=dt.UTC)
    gone.save()
    assert value("initiative_participants", place) == 1
    assert value("initiative_starts", place) == 2
    Participation.objects.filter(initiative=counted, valid_to=YEAR_END).update(valid_to=None)
    assert value("initiative_participants", place) == 2
    Initiative.objects.filter(pk=counted.pk).update(valid_to=YEAR_END)
    assert value("initiative_participants", place) == 0, "initiativet slutter den dag"
    Initiative.objects.filter(pk=counted.pk).update(valid_to=D(2019, 1, 1))
    assert value("initiative_participants", place) == 2
    Initiative.objects.filter(pk=starts.pk).update(valid_to=D(2018, 6, 1))
    assert value("initiative_starts", place) == 2, "en opstart er sket, også når initiativet er slut"


def test_types_are_data(place: Municipality) -> None:
    from agreements.models import PlacementType

    old = PlacementType.objects.create(code="skaanejob", name="Skånejob", order=9, valid_to=D(2017, 12, 31))
    PlacementType.objects.create(code="minifleksjob", name="Minifleksjob", order=8, valid_from=D(2018, 1, 1))
    figures = indicators.count(Basis.of(place, 2018)).figures
    assert figures["placements_minifleksjob"].value == 0
    assert "placements_skaanejob" not in figures
    where = records.presence(place)
    Placement.objects.create(presence=where, type=old, started_on=D(2018, 2, 1))
    PlacementType.objects.filter(pk=old.pk).update(deleted_at=dt.datetime(2018, 3, 1, tzinfo=dt.UTC))
    figures = indicators.count(Basis.of(place, 2018)).figures
    assert figures["placements_skaanejob"].value == 1, "også et ord, der er taget ud af listen"
    assert sum(f.value for name, f in figures.items() if name.startswith("placements_") and f.protected) == (  # type: ignore[misc]
        figures["placements_via_municipality"].value
    )


def test_a_renamed_type_is_one_figure_with_the_name_of_the_day(place: Municipality) -> None:
    from agreements.models import PlacementType

    PlacementType.objects.filter(code="full_time").update(valid_to=D(2018, 6, 30))
    new = PlacementType.objects.create(code="full_time", name="Fuldtidsjob", order=3, valid_from=D(2018, 7, 1))
    where = records.presence(place)
    records.placement(where, "fleksjob")
    Placement.objects.create(
        presence=where, type=PlacementType.objects.get(code="full_time", valid_from=None), started_on=D(2018, 2, 1)
    )
    Placement.objects.create(presence=where, type=new, started_on=D(2018, 8, 1))
    figure = indicators.count(Basis.of(place, 2018)).figures["placements_full_time"]
    assert (figure.value, figure.label) == (2, "Fuldtidsjob")
    assert indicators.count(Basis.of(place, 2018, D(2018, 6, 30))).figures["placements_full_time"].label == "Fuldtid"


def test_units_are_called_what_they_are_called_on_the_day(place: Municipality) -> None:
    jobcentre = UnitName.Unit.JOBCENTRE
    words = indicators.count(Basis.of(place, 2018)).words
    assert words["unit"] == "den socialøkonomiske enhed"
    UnitName.objects.create(municipality=place, unit=jobcentre, name="Slagelse Jobcenter", valid_to=D(2018, 6, 30))
    UnitName.objects.create(municipality=place, unit=jobcentre, name="Jobhuset", valid_from=D(2018, 7, 1))
    UnitName.objects.create(municipality=records.municipality("0621"), unit=jobcentre, name="Kolding Jobcenter")
    counted = indicators.count(Basis.of(place, 2018))
    assert counted.words["jobcentre"] == "Jobhuset"
    assert counted.figures["placements_via_municipality"].label == "Job gennem Jobhuset"
    assert indicators.count(Basis.of(place, 2018, D(2018, 6, 30))).words["jobcentre"] == "Slagelse Jobcenter"
    assert counted.words["next_year"] == "2019"


def test_an_unknown_name_is_an_error(place: Municipality) -> None:
    with pytest.raises(KeyError):
        indicators.figure("enterprises_happy", place, 2018)
    assert Agreement.objects.count() == 0
