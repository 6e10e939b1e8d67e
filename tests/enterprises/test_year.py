"""What happens in a year: contributions, grants with donors, meetings, plans, stories, and who serves an enterprise."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from enterprises.models import (
    Contribution,
    Donor,
    EnterpriseMembership,
    Grant,
    NetworkMeeting,
    NetworkPlan,
    Presence,
    Story,
)
from enterprises.services import contributions, grants, municipal, people
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict

from .conftest import Place
from .saying import refused


# --- Contributions ------------------------------------------------------------------------------------------------------
def test_a_year_without_presence_is_told(slagelse: Place, access: Access) -> None:
    with refused("Sumak var ikke aktiv i Slagelse i 2017, men siden 1. januar 2018", field="year"):
        contributions.write_contribution(access, Contribution(presence=slagelse.presence, year=2017))


def test_one_a_year_also_over_a_change_of_presence(slagelse: Place, access: Access) -> None:
    first = contributions.write_contribution(access, Contribution(presence=slagelse.presence, year=2018))
    slagelse.presence.valid_to = dt.date(2018, 6, 30)
    slagelse.presence.save()
    later = Presence.objects.create(
        enterprise=slagelse.enterprise,
        municipality=slagelse.municipality,
        kind="initiative",
        valid_from=dt.date(2018, 7, 1),
    )
    with refused("Sumak har allerede et bidrag for 2018", field="year"):
        contributions.write_contribution(access, Contribution(presence=later, year=2018))
    contributions.remove_contribution(access, first, expected_version=1)
    second = contributions.write_contribution(access, Contribution(presence=later, year=2018))
    with refused("har allerede et bidrag"):
        contributions.restore_contribution(access, Contribution.with_deleted.get(pk=first.pk))
    contributions.remove_contribution(access, second, expected_version=1)
    contributions.restore_contribution(access, Contribution.with_deleted.get(pk=first.pk))
    assert Contribution.objects.get() == first


def test_a_new_one_comes_last_and_the_order_can_be_changed(slagelse: Place, access: Access) -> None:
    written = []
    for name in ("Å", "B", "C"):
        presence = slagelse.another(name, slug=f"v-{len(written)}").presences.get()
        written.append(contributions.write_contribution(access, Contribution(presence=presence, year=2018)))
    assert [one.order for one in written] == [1, 2, 3]
    assert contributions.arrange(access, [written[2], written[0], written[1]]) == 3
    assert contributions.arrange(access, [written[2], written[0], written[1]]) == 0
    ordered = Contribution.objects.of(slagelse.municipality, 2018)
    assert [str(one.presence.enterprise) for one in ordered] == ["C", "Å", "B"]
    with pytest.raises(PermissionDenied):
        contributions.arrange(slagelse.access(roles.CONSULTANT), written)


def test_an_enterprises_user_writes_its_texts_only(slagelse: Place, kolding: Place) -> None:
    user = slagelse.access(roles.ENTERPRISE_USER)
    written = contributions.write_contribution(user, Contribution(presence=slagelse.presence, year=2018))
    written.presentation = "Vi laver mad."
    contributions.change_contribution(user, written, expected_version=1)
    assert history(written)[0].sentence.startswith("Enterprise_User (Virksomhedsbruger) rettede bidraget (Sumak 2018)")
    for name, value in (("year", 2019), ("order", 9), ("source_note", "x"), ("presence_id", kolding.presence.pk)):
        changed = Contribution.objects.get(pk=written.pk)
        setattr(changed, name, value)
        with pytest.raises(PermissionDenied):
            contributions.change_contribution(user, changed, expected_version=2)
    with pytest.raises(PermissionDenied):
        contributions.write_contribution(user, Contribution(presence=kolding.presence, year=2018))
    with pytest.raises(PermissionDenied):
        contributions.write_contribution(
            slagelse.access(roles.CONSULTANT), Contribution(presence=slagelse.presence, year=2019)
        )


def test_a_contribution_says_its_length() -> None:
    one = Contribution(presentation="et to  tre\n\nfire", plans="a\n\n b \n")
    assert (one.words, one.plan_list, one.length_status) == (4, ["a", "b"], ("half", "Kort"))


# --- Grants -------------------------------------------------------------------------------------------------------------
def grant(place: Place, **fields: object) -> Grant:
    return Grant(**{"presence": place.presence, "year": 2018, "amount": Decimal(1000), "purpose": "Drift", **fields})


def test_a_grant_with_donors(slagelse: Place, access: Access) -> None:
    made = grants.add_grant(
        access,
        grant(slagelse),
        donors=[
            Donor(name="Idagård Fonden", amount=Decimal("600.50")),
            Donor(name="Rotary"),
            Donor(name="Fru Olsen", private_person=True),
        ],
    )
    assert [donor.order for donor in made.donors.all()] == [0, 1, 2]
    words = grants.donors_in_words(made.donors.all()).replace("\u00a0", " ")
    assert words == "Idagård Fonden (600,50 kr.), Rotary og en privat giver"


def test_donors_give_at_most_what_was_received(slagelse: Place, access: Access) -> None:
    donors = [Donor(name="A", amount=Decimal(600)), Donor(name="B", amount=Decimal(401))]
    with refused("Givernes beløb er tilsammen 1.001 kr., men der står 1.000 kr. som modtaget", field="amount"):
        grants.add_grant(access, grant(slagelse), donors=donors)
    assert not Grant.objects.exists()
    donors[1].amount = Decimal(400)
    grants.add_grant(access, grant(slagelse), donors=donors)


def test_a_grant_lies_in_a_year_of_presence_and_not_ahead(slagelse: Place, access: Access) -> None:
    with refused("var ikke aktiv i Slagelse i 2016", field="year"):
        grants.add_grant(access, grant(slagelse, year=2016))
    ahead = timezone.localdate() + dt.timedelta(days=1)
    with refused("ude i fremtiden", field="received_on"):
        grants.add_grant(access, grant(slagelse, year=ahead.year, received_on=ahead))
    with refused("Dagen ligger ikke i året"):
        grants.add_grant(access, grant(slagelse, received_on=dt.date(2019, 1, 1)))
    with refused("CPR-nummer", field="name"):
        grants.add_grant(access, grant(slagelse), donors=[Donor(name="Olsen 010180-1234")])


def test_donors_are_changed_with_their_grant(slagelse: Place, access: Access) -> None:
    made = grants.add_grant(access, grant(slagelse), donors=[Donor(name="A"), Donor(name="B")])
    grants.change_grant(access, made, expected_version=1, donors=[Donor(name="B"), Donor(name="C", amount=Decimal(5))])
    assert [donor.name for donor in Donor.objects.filter(grant=made)] == ["B", "C"]
    assert (
        history(made)[0].sentence.replace("\u00a0", " ").endswith("rettede givere fra ”A og B” til ”B og C (5 kr.)”.")
    )
    grants.change_grant(access, made, expected_version=2)
    assert Donor.objects.filter(grant=made).count() == 2
    assert Grant.objects.get().version == 2, "nothing was different"
    with pytest.raises(Conflict) as caught:
        grants.change_grant(access, Grant.objects.get(), expected_version=1, donors=[])
    assert caught.value.before == {"donors": "A og B"}
    assert Donor.objects.filter(grant=made).count() == 2, "the conflict left the donors alone"


def test_totals_and_search(slagelse: Place, access: Access) -> None:
    grants.add_grant(access, grant(slagelse, purpose="Nyt køkken"), donors=[Donor(name="Rotary")])
    private = [Donor(name="Fru Olsen", private_person=True)]
    grants.add_grant(access, grant(slagelse, amount=Decimal(500), approximate=True), donors=private)
    assert Grant.objects.totals() == (Decimal(1500), True)
    assert Grant.objects.filter(purpose="Nyt køkken").totals() == (Decimal(1000), False)
    assert Grant.objects.none().totals() == (Decimal(0), False)
    assert [g.purpose for g in Grant.objects.search("rotary KØKKEN")] == ["Nyt køkken"]
    assert Grant.objects.search("sumak").count() == 2
    assert not Grant.objects.search("olsen").exists(), "a private person is not found by name"


def test_a_grant_goes_and_comes_back(slagelse: Place, access: Access) -> None:
    made = grants.add_grant(access, grant(slagelse), donors=[Donor(name="A")])
    grants.remove_grant(access, made, expected_version=1)
    assert not Grant.objects.exists()
    grants.restore_grant(access, Grant.with_deleted.get())
    assert Grant.objects.get().donors.count() == 1
    for role in (roles.CONSULTANT, roles.ENTERPRISE_USER):
        with pytest.raises(PermissionDenied):
            grants.add_grant(slagelse.access(role), grant(slagelse))


# --- What is the municipality's own -------------------------------------------------------------------------------------
def test_meetings_plans_and_stories(slagelse: Place, kolding: Place, access: Access) -> None:
    here = slagelse.municipality
    meeting = municipal.add(access, NetworkMeeting(municipality=here, held_on=dt.date(2018, 2, 22)))
    assert str(meeting).replace("\u00a0", " ") == "Netværksmøde 22. februar 2018"
    plan = municipal.add(access, NetworkPlan(municipality=here, year=2019, meetings=6, themes="Et\n\nTo"))
    assert plan.theme_list == ["Et", "To"]
    story = municipal.add(access, Story(municipality=here, year=2018, title="Prisen", text="Vi vandt."))
    story.happened_on = dt.date(2018, 6, 15)
    municipal.change(access, story, expected_version=1)
    municipal.remove(access, story, expected_version=2)
    municipal.restore(access, Story.with_deleted.get())
    assert Story.objects.get().happened_on == dt.date(2018, 6, 15)
    for record in (NetworkMeeting(municipality=here, held_on=dt.date(2018, 3, 1)), Story(municipality=here, year=2018)):
        for other in (slagelse.access(roles.CONSULTANT), kolding.access()):
            with pytest.raises(PermissionDenied):
                municipal.add(other, record)


def test_their_days_make_sense(slagelse: Place, access: Access) -> None:
    here, ahead = slagelse.municipality, timezone.localdate() + dt.timedelta(days=1)
    with refused("ikke holdt endnu", field="held_on"):
        municipal.add(access, NetworkMeeting(municipality=here, held_on=ahead))
    with refused("Dagen ligger ikke i 2018", field="happened_on"):
        municipal.add(access, Story(municipality=here, year=2018, title="T", text="x", happened_on=dt.date(2019, 1, 1)))
    municipal.add(access, NetworkPlan(municipality=here, year=2019))
    with refused("Der er allerede en plan for året"):
        municipal.add(access, NetworkPlan(municipality=here, year=2019))


# --- People -------------------------------------------------------------------------------------------------------------
def test_who_serves_an_enterprise(slagelse: Place, access: Access) -> None:
    user = slagelse.users[roles.POLITICIAN]
    given = people.give_role(
        access,
        EnterpriseMembership(user=user, enterprise=slagelse.enterprise, role="mentor", valid_from=dt.date(2018, 1, 1)),
    )
    with refused("Brugeren har allerede den rolle i virksomheden"):
        people.give_role(access, EnterpriseMembership(user=user, enterprise=slagelse.enterprise, role="mentor"))
    with refused("Dagen ligger før den dag, rollen begyndte", field="last_day"):
        people.end_role(access, given, last_day=dt.date(2017, 1, 1), expected_version=1)
    people.end_role(access, given, last_day=dt.date(2018, 12, 31), expected_version=1)
    with pytest.raises(PermissionDenied):
        people.give_role(
            slagelse.access(roles.MENTOR),
            EnterpriseMembership(user=user, enterprise=slagelse.enterprise, role="mentor"),
        )
    with pytest.raises(ValidationError):
        people.give_role(access, EnterpriseMembership(user=user, enterprise=slagelse.enterprise, role="konge"))
