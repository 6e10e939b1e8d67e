"""Removing an enterprise takes all that is its own along, and bringing it back brings all of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import ManyToOneRel
from django.utils import timezone

from agreements.models import Agreement, Terms
from agreements.services.agreement import conclude_agreement
from enterprises.models import (
    AdviceSession,
    Award,
    BoardPost,
    BoardReply,
    ContactPerson,
    Contribution,
    CriterionAnswer,
    CvrNumber,
    DeclaredGrant,
    Donor,
    Enterprise,
    EnterpriseDocument,
    EnterpriseName,
    Grant,
    GrantApplication,
    Inquiry,
    MeetingInvitation,
    NetworkMeeting,
    Picture,
    Presence,
    Product,
    RsvCheck,
    RsvCriterion,
    RsvPeriod,
    RsvReport,
    Story,
    Task,
    TaskInterest,
    ThemeWish,
)
from enterprises.services import removal
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict, Record

from .conftest import Place
from .saying import refused

MODELS = [model for model, _ in removal.OWN]
# What refers to an enterprise without being its own: as long as there is any, the enterprise is ended, not deleted.
HOLDING = {Task, Inquiry, AdviceSession, Enterprise}


@pytest.fixture
def full(slagelse: Place) -> Enterprise:
    """An enterprise with one of everything that is its own."""
    enterprise = slagelse.enterprise
    EnterpriseName.objects.create(enterprise=enterprise, name="SUMAK")
    CvrNumber.objects.create(enterprise=enterprise, number="10150817")
    RsvPeriod.objects.create(enterprise=enterprise, state="working")
    Contribution.objects.create(presence=slagelse.presence, year=2018)
    grant = Grant.objects.create(presence=slagelse.presence, year=2018, amount=5, purpose="Drift")
    Donor.objects.create(grant=grant, name="Rotary")
    one_of_each(slagelse)
    return enterprise


def one_of_each(slagelse: Place) -> None:
    """The rest of what is an enterprise's own."""
    enterprise, presence = slagelse.enterprise, slagelse.presence
    told, criterion = Contribution.objects.get(), RsvCriterion.objects.first()
    meeting = NetworkMeeting.objects.create(municipality=slagelse.municipality, held_on=dt.date(2018, 5, 1))
    task = Task.objects.create(
        municipality=slagelse.municipality, buyer_name="Skolen", title="Frokost", what="X", deadline=dt.date(2018, 5, 1)
    )
    for record in (
        Product(enterprise=enterprise, name="Frokost"),
        Picture(enterprise=enterprise, alt_text="Et køkken"),
        Award(enterprise=enterprise, name="Årsprisen", year=2018),
        ContactPerson(enterprise=enterprise, name="Lederen"),
        RsvCheck(
            enterprise=enterprise,
            municipality=slagelse.municipality,
            checked_on=dt.date(2018, 5, 1),
            source="cvr.dk",
        ),
        CriterionAnswer(enterprise=enterprise, criterion=criterion, met="yes"),
        RsvReport(enterprise=enterprise, year=2018, sent_on=dt.date(2019, 5, 1)),
        EnterpriseDocument(enterprise=enterprise, title="Vedtægter", size=1),
        DeclaredGrant(contribution=told, donor="Rotary", purpose="Ovn"),
        GrantApplication(presence=presence, fund="Rotary", purpose="Ovn", applied_on=dt.date(2018, 5, 1)),
        MeetingInvitation(meeting=meeting, presence=presence),
        ThemeWish(presence=presence, year=2019, text="Salg"),
        post := BoardPost(presence=presence, kind="idea", title="Marked", text="X", shown_until=dt.date(2018, 6, 1)),
        BoardReply(post=post, presence=presence, text="Ja"),
        TaskInterest(task=task, presence=presence),
    ):
        record.save()


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MODELS}  # type: ignore[attr-defined]


def test_everything_that_is_an_enterprises_own_is_known() -> None:
    """Whoever adds a model below an enterprise says here, or in `removal.OWN`, what happens to it."""
    own = {model for model, _ in removal.OWN}
    for model in (Enterprise, Presence, Grant, Contribution):
        for relation in model._meta.related_objects:
            other = relation.related_model
            if (
                isinstance(relation, ManyToOneRel)
                and other._meta.app_label == "enterprises"
                and issubclass(other, Record)
            ):
                assert other in own | HOLDING | {Story}, relation


def test_what_goes_is_counted_in_words(full: Enterprise) -> None:
    assert [loss.replace("\u00a0", " ") for loss in removal.losses(full)] == [
        "1 periode som aktiv i kommunen",
        "1 status på vejen til registrering",
        "1 CVR-nummer",
        "1 bidrag til årsrapporten",
        "1 bevilling fra puljer og fonde",
        "2 brugere, som mister adgangen",
    ]


def test_goes_and_comes_back_whole(full: Enterprise, access: Access, slagelse: Place) -> None:
    EnterpriseName.objects.create(enterprise=full, name="Slettet før", deleted_at=timezone.now())
    before = counts()
    removal.remove_enterprise(access, full, expected_version=1, reason="Oprettet to gange")
    assert set(counts().values()) == {0}
    assert not Enterprise.objects.exists()
    assert not slagelse.access(roles.ENTERPRISE_USER).own_enterprises(), "its people have nothing left to see"
    restored = removal.restore_enterprise(access, Enterprise.with_deleted.get())
    assert counts() == before, "and what was deleted earlier stays deleted"
    assert restored.version == 3
    assert [event.sentence.split(")")[-1].strip() for event in history(restored)] == [
        "hentede Sumak tilbage.",
        "slettede Sumak.",
    ]
    assert history(restored)[1].reason == "Oprettet to gange"


def test_only_for_a_month(full: Enterprise, access: Access) -> None:
    removal.remove_enterprise(access, full, expected_version=1)
    long_ago = timezone.now() - dt.timedelta(days=31)
    Enterprise.with_deleted.update(deleted_at=long_ago)
    Presence.with_deleted.update(deleted_at=long_ago)
    with refused("mere end 30 dage siden"):
        removal.restore_enterprise(access, Enterprise.with_deleted.get())


def test_a_number_that_somebody_else_has_taken(full: Enterprise, access: Access, slagelse: Place) -> None:
    removal.remove_enterprise(access, full, expected_version=1)
    CvrNumber.objects.create(enterprise=slagelse.another("Ny"), number="10150817")
    with refused("CVR-nummer 10150817 er i mellemtiden registreret på en anden virksomhed"):
        removal.restore_enterprise(access, Enterprise.with_deleted.get(pk=full.pk))


def test_what_upper_floors_have_hung_on_it_holds_it(slagelse: Place, access: Access) -> None:
    agreement = Agreement(presence=slagelse.presence, number=1, valid_from=dt.date(2018, 1, 1))
    conclude_agreement(SYSTEM, agreement, terms=Terms(places=8, frame_weeks=13, plan_due_weeks=1))
    with refused("Sumak bruges af 1 samarbejdsaftale. Afslut virksomheden i stedet"):
        removal.remove_enterprise(access, slagelse.enterprise, expected_version=1)
    Agreement.objects.update(deleted_at=timezone.now())
    removal.remove_enterprise(access, slagelse.enterprise, expected_version=1)


def test_the_page_that_refuses_leads_to_what_it_advises(slagelse: Place, kolding: Place) -> None:
    page = "/arbejde/virksomheder/sumak/slet/"
    end = f"/arbejde/virksomheder/sumak/aktiv/{slagelse.presence.pk}/afslut/"
    assert end not in slagelse.client().get(page).content.decode()
    there = Presence.objects.create(
        enterprise=slagelse.enterprise, municipality=kolding.municipality, kind="initiative"
    )
    refusing = slagelse.client().get(page).content.decode()
    assert f'href="{end}">Afslut virksomheden</a>' in refusing
    there.deleted_at = timezone.now()
    there.save()
    agreement = Agreement(presence=slagelse.presence, number=1, valid_from=dt.date(2018, 1, 1))
    conclude_agreement(SYSTEM, agreement, terms=Terms(places=8, frame_weeks=13, plan_due_weeks=1))
    assert f'href="{end}">' in slagelse.client().get(page).content.decode()
    Presence.objects.update(valid_to=dt.date(2018, 12, 31))
    assert end not in slagelse.client().get(page).content.decode(), "it has been ended"


def test_not_from_under_another_municipality(slagelse: Place, kolding: Place, access: Access) -> None:
    Presence.objects.create(enterprise=slagelse.enterprise, municipality=kolding.municipality, kind="initiative")
    with refused("også noteret i en anden kommune"):
        removal.remove_enterprise(access, slagelse.enterprise, expected_version=1)


def test_who_may(slagelse: Place, kolding: Place, access: Access) -> None:
    for other in (slagelse.access(roles.CONSULTANT), slagelse.access(roles.ENTERPRISE_USER), kolding.access()):
        with pytest.raises(PermissionDenied):
            removal.remove_enterprise(other, slagelse.enterprise, expected_version=1)
    removal.remove_enterprise(access, slagelse.enterprise, expected_version=1)
    deleted = Enterprise.with_deleted.get(pk=slagelse.enterprise.pk)
    for other in (slagelse.access(roles.CONSULTANT), kolding.access()):
        with pytest.raises(PermissionDenied):
            removal.restore_enterprise(other, deleted)


def test_not_what_was_changed_meanwhile(slagelse: Place, access: Access) -> None:
    Enterprise.objects.update(version=2)
    with pytest.raises(Conflict):
        removal.remove_enterprise(access, slagelse.enterprise, expected_version=1)
    assert Presence.objects.exists()
