"""Agreements and their terms: concluded, renewed, corrected, ended, removed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agreements.models import Agreement, Terms
from agreements.services import agreement as services
from agreements.services import terms as terms_services
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from tests import factories

from . import world
from .world import Place

MAY = dt.date(2018, 5, 1)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_concluded_with_first_terms(slagelse: Place) -> None:
    made = services.conclude_agreement(
        slagelse.access(),
        Agreement(presence=slagelse.presence, number=services.next_number(slagelse.municipality.pk), valid_from=MAY),
        terms=world.terms(places=8, places_optional=2, price_per_place=9500),
    )
    assert (made.number, made.municipality) == (2, slagelse.municipality)
    terms = made.terms.get()
    assert (terms.places, terms.places_optional, terms.valid_from) == (8, 2, MAY)
    assert Entry.objects.about(made).get().verb == "added"
    assert Entry.objects.about(terms).get().changes["places"] == ["", "8"]


def test_a_consultant_concludes_nothing(slagelse: Place) -> None:
    with pytest.raises(PermissionDenied):
        services.conclude_agreement(
            slagelse.access("consultant"), Agreement(presence=slagelse.presence, number=2), terms=world.terms()
        )
    assert Agreement.objects.count() == 1


def test_nobody_concludes_for_another_municipality(slagelse: Place, kolding: Place) -> None:
    with pytest.raises(PermissionDenied):
        services.conclude_agreement(
            slagelse.access(), Agreement(presence=kolding.presence, number=2), terms=world.terms()
        )


def test_bad_terms_leave_no_agreement(slagelse: Place) -> None:
    with pytest.raises(ValidationError) as caught:
        services.conclude_agreement(
            slagelse.access(), Agreement(presence=slagelse.presence, number=2), terms=world.terms(frame_weeks=0)
        )
    assert "frame_weeks" in caught.value.message_dict
    assert Agreement.objects.count() == 1


def test_the_enterprise_must_be_there(slagelse: Place) -> None:
    with world.refused("ikke aktiv i Slagelse den dag, men siden 1", field="valid_from"):
        services.conclude_agreement(
            slagelse.access(),
            Agreement(presence=slagelse.presence, number=2, valid_from=dt.date(2014, 1, 1)),
            terms=world.terms(),
        )


def test_no_text_holds_a_cpr_number_nor_does_a_reason(slagelse: Place) -> None:
    made = Agreement(presence=slagelse.presence, number=2, title="Aftale om 010190-1234")
    with pytest.raises(ValidationError) as caught:
        services.conclude_agreement(slagelse.access(), made, terms=world.terms(), reason="010190 1234")
    assert set(caught.value.message_dict) == {"title", "reason"}


def test_a_renewal_is_a_new_version_from_a_day(slagelse: Place) -> None:
    terms = slagelse.agreement.terms.get()
    old_version = terms.version
    terms.places = 5
    renewed = terms_services.renew_terms(slagelse.access(), terms, from_day=MAY, expected_version=old_version)
    first, second = slagelse.agreement.terms.all()
    assert (first.places, first.valid_to) == (3, dt.date(2018, 4, 30))
    assert (second, second.places, second.valid_from, second.valid_to) == (renewed, 5, MAY, None)
    agreement = fresh(slagelse.agreement)
    assert agreement.terms_on(dt.date(2018, 4, 30)).places == 3
    assert agreement.terms_on(MAY).places == 5


def test_a_correction_was_always_so(slagelse: Place) -> None:
    terms = slagelse.agreement.terms.get()
    terms.frame_weeks = 26
    terms_services.correct_terms(slagelse.access(), terms, expected_version=terms.version)
    assert slagelse.agreement.terms.get().frame_weeks == 26


@pytest.mark.parametrize("day", [dt.date(2017, 12, 31), world.START])
def test_a_renewal_lies_within_the_agreement_and_after_the_terms(slagelse: Place, day: dt.date) -> None:
    terms = slagelse.agreement.terms.get()
    with pytest.raises(ValidationError) as caught:
        terms_services.renew_terms(slagelse.access(), terms, from_day=day, expected_version=terms.version)
    assert "from_day" in caught.value.message_dict
    assert slagelse.agreement.terms.count() == 1


def _two_versions(of: Place) -> tuple[Terms, Terms]:
    terms = of.agreement.terms.get()
    terms_services.renew_terms(of.access(), terms, from_day=MAY, expected_version=terms.version)
    first, second = of.agreement.terms.all()
    return first, second


def test_an_earlier_version_is_not_renewed_across_a_later_one(slagelse: Place) -> None:
    first, _ = _two_versions(slagelse)
    with world.refused("allerede vilkår fra"):
        terms_services.renew_terms(
            slagelse.access(), first, from_day=dt.date(2018, 4, 1), expected_version=first.version
        )


def test_two_versions_never_hold_on_one_day(slagelse: Place) -> None:
    first, second = _two_versions(slagelse)
    first.valid_to = MAY
    with world.refused("samtidig"):
        terms_services.correct_terms(slagelse.access(), first, expected_version=first.version)
    second.valid_from = dt.date(2018, 4, 30)
    with world.refused("samtidig"):
        terms_services.correct_terms(slagelse.access(), second, expected_version=second.version)


def test_terms_entered_by_mistake_go_and_come_back_but_the_last_ones_stay(slagelse: Place) -> None:
    first, second = _two_versions(slagelse)
    terms_services.remove_terms(slagelse.access(), second, expected_version=second.version)
    with world.refused("eneste"):
        terms_services.remove_terms(slagelse.access(), first, expected_version=first.version)
    gone = Terms.with_deleted.get(pk=second.pk)
    terms_services.restore_terms(slagelse.access(), gone)
    assert slagelse.agreement.terms.count() == 2


def test_terms_do_not_come_back_over_others(slagelse: Place) -> None:
    first, second = _two_versions(slagelse)
    terms_services.remove_terms(slagelse.access(), second, expected_version=second.version)
    first.valid_to = None
    terms_services.correct_terms(slagelse.access(), first, expected_version=first.version)
    with world.refused("samtidig"):
        terms_services.restore_terms(slagelse.access(), Terms.with_deleted.get(pk=second.pk))


def test_ending_ends_the_terms_too(slagelse: Place) -> None:
    agreement = slagelse.agreement
    last = dt.date(2018, 12, 31)
    services.end_agreement(slagelse.access(), agreement, ended_on=last, expected_version=agreement.version)
    assert fresh(agreement).valid_to == last
    assert agreement.terms.get().valid_to == last
    assert Entry.objects.about(agreement).first().verb == "ended"


def test_ending_before_the_start_is_refused(slagelse: Place) -> None:
    with world.refused("begyndte 1"):
        services.end_agreement(
            slagelse.access(), slagelse.agreement, ended_on=dt.date(2017, 12, 31), expected_version=1
        )


def test_ending_over_running_courses_wants_a_reason(slagelse: Place) -> None:
    world.course(slagelse)
    agreement = slagelse.agreement
    with world.refused("1 forløb fortsætter", field="reason"):
        services.end_agreement(slagelse.access(), agreement, ended_on=MAY, expected_version=agreement.version)
    services.end_agreement(
        slagelse.access(), agreement, ended_on=MAY, expected_version=agreement.version, reason="Løber ud."
    )
    assert fresh(agreement).valid_to == MAY


def test_the_dates_still_hold_every_course(slagelse: Place) -> None:
    world.course(slagelse)
    agreement = fresh(slagelse.agreement)
    agreement.valid_from = dt.date(2018, 3, 1)
    with world.refused("begyndte før den dag"):
        services.correct_agreement(slagelse.access(), agreement, expected_version=agreement.version)
    agreement = fresh(slagelse.agreement)
    agreement.valid_to = dt.date(2018, 2, 1)
    with world.refused("begyndte efter den dag"):
        services.correct_agreement(slagelse.access(), agreement, expected_version=agreement.version)
    agreement = fresh(slagelse.agreement)
    agreement.presence = factories.presence(factories.enterprise("Sumak"), slagelse.municipality)
    with world.refused("kan ikke flyttes"):
        services.correct_agreement(slagelse.access(), agreement, expected_version=agreement.version)


def test_the_second_of_two_is_told(slagelse: Place) -> None:
    mine, theirs = fresh(slagelse.agreement), fresh(slagelse.agreement)
    theirs.title = "Aftale om haven"
    services.correct_agreement(slagelse.access(), theirs, expected_version=1)
    mine.title = "Aftale om værkstedet"
    with pytest.raises(Conflict):
        services.correct_agreement(slagelse.access(), mine, expected_version=1)


def test_only_an_agreement_without_courses_can_go_and_it_comes_back(slagelse: Place) -> None:
    agreement = slagelse.agreement
    world.course(slagelse)
    with world.refused("har 1 forløb"):
        services.remove_agreement(slagelse.access(), agreement, expected_version=agreement.version)
    other = world.agreement(slagelse.presence, 2)
    services.remove_agreement(slagelse.access(), other, expected_version=other.version)
    assert Agreement.objects.count() == 1
    services.restore_agreement(slagelse.access(), Agreement.with_deleted.get(pk=other.pk))
    assert Agreement.objects.count() == 2


def test_a_number_that_was_taken_meanwhile_keeps_it_in_the_trash(slagelse: Place) -> None:
    other = world.agreement(slagelse.presence, 2)
    services.remove_agreement(slagelse.access(), other, expected_version=other.version)
    world.agreement(slagelse.presence, 2)
    with world.refused("allerede en aftale med det nummer"):
        services.restore_agreement(slagelse.access(), Agreement.with_deleted.get(pk=other.pk))
