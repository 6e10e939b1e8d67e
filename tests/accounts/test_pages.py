"""The pages about oneself and about users."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.models import Invitation, Municipality, User
from socialportal.audit.sentences import history
from tests import factories

pytestmark = pytest.mark.django_db
USERS = "accounts:users"


@pytest.fixture
def place() -> Municipality:
    return factories.municipality()


@pytest.fixture
def administrator(place: Municipality) -> User:
    return factories.user("anna@slagelse.example", roles.ADMINISTRATOR, place, name="Anna Holm")


@pytest.fixture
def admin(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


class TestMe:
    def test_name_and_title(self, admin: Client, administrator: User) -> None:
        admin.post(reverse("accounts:me"), {"version": 1, "name": "Anna B. Holm", "title": "Chef"})
        administrator.refresh_from_db()
        assert (administrator.name, administrator.title, administrator.version) == ("Anna B. Holm", "Chef", 2)
        assert (
            "rettede navn fra ”Anna Holm” til ”Anna B. Holm” og titel til ”Chef”" in history(administrator)[0].sentence
        )

    def test_two_windows_at_once(self, admin: Client, administrator: User) -> None:
        admin.post(reverse("accounts:me"), {"version": 1, "name": "Et", "title": ""})
        response = admin.post(reverse("accounts:me"), {"version": 1, "name": "To", "title": ""})
        assert response.status_code == 409
        administrator.refresh_from_db()
        assert administrator.name == "Et"

    def test_an_empty_name_is_refused(self, admin: Client) -> None:
        response = admin.post(reverse("accounts:me"), {"version": 1, "name": "", "title": ""})
        assert response.status_code == 422
        assert "<title>Fejl: " in response.content.decode()

    def test_nothing_else_can_be_sent(self, admin: Client, administrator: User) -> None:
        before = User.objects.get(pk=administrator.pk)
        sent = {"email": "x@y.example", "is_active": "", "password": "x", "memberships": "1", "id": "99"}
        admin.post(reverse("accounts:me"), {"version": 1, "name": "Anna", "title": "", **sent})
        after = User.objects.get(pk=administrator.pk)
        assert (after.email, after.is_active, after.password) == (before.email, True, before.password)

    def test_shows_roles_of_all_kinds(self, place: Municipality) -> None:
        sumak = factories.enterprise("Sumak", place)
        client = Client()
        client.force_login(factories.user(role=roles.MENTOR, serves=sumak))
        assert "Mentor, Sumak" in client.get(reverse("accounts:me")).content.decode()

    def test_somebody_without_a_role_is_told_what_to_do(self) -> None:
        client = Client()
        client.force_login(factories.user())
        assert "Du har ingen rolle lige nu" in client.get(reverse("accounts:me")).content.decode()

    @pytest.mark.parametrize(
        ("role", "doors"),
        [
            (roles.ADMINISTRATOR, {"users", "teams", "municipality"}),
            (roles.COORDINATOR, {"users", "teams"}),
            (roles.CONSULTANT, set()),
            (roles.SYSTEM_ADMINISTRATOR, {"users", "word-lists"}),
        ],
    )
    def test_leads_to_what_one_looks_after(self, role: str, doors: set[str], place: Municipality) -> None:
        client = Client()
        client.force_login(factories.user(role=role, place=None if role in roles.NATIONAL else place))
        page = client.get(reverse("accounts:me")).content.decode()
        main = page[page.index("<main") :]
        for name in ("users", "teams", "municipality", "word-lists"):
            assert (f'href="{reverse(f"accounts:{name}")}"' in main) is (name in doors), name


class TestUsers:
    def test_shows_those_of_the_municipality(self, admin: Client, place: Municipality) -> None:
        factories.user("bo@slagelse.example", roles.CONSULTANT, place, name="Bo Lind", title="Sagsbehandler")
        factories.user(role=roles.CONSULTANT, place=factories.municipality("0621"), name="Kaj Kolding")
        page = admin.get(reverse(USERS)).content.decode()
        assert "bo@slagelse.example" in page
        assert "Sagsbehandler" in page
        assert "Kaj Kolding" not in page
        assert "2 brugere" in page.replace("\u00a0", " ")

    @pytest.mark.parametrize("people", [1, 20])
    def test_costs_the_same_for_few_and_many(
        self, admin: Client, place: Municipality, people: int, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(people):
            factories.user(role=roles.CONSULTANT, place=place)
            Invitation.objects.create(
                email=f"{number}@x.example", name="x", role="consultant", municipality=place, token_digest=str(number)
            )
        with django_assert_max_num_queries(9):
            admin.get(reverse(USERS))

    def test_invite_resend_withdraw(
        self, admin: Client, place: Municipality, django_capture_on_commit_callbacks: Any
    ) -> None:
        data = {"name": "Bo Lind", "email": "bo@slagelse.example", "role": roles.CONSULTANT}
        with django_capture_on_commit_callbacks(execute=True):
            assert admin.post(reverse("accounts:invite"), data).url == reverse(USERS)
        assert "http://testserver/konto/invitation/" in mail.outbox[0].body
        invitation = Invitation.objects.get()
        assert invitation.municipality == place
        page = admin.get(reverse(USERS)).content.decode()
        assert "Bo Lind" in page
        assert "Inviteret af Anna Holm" in page
        with django_capture_on_commit_callbacks(execute=True):
            admin.post(reverse("accounts:resend", args=[invitation.pk]))
        assert len(mail.outbox) == 2
        admin.post(reverse("accounts:withdraw", args=[invitation.pk]))
        assert "Ingen invitationer venter på svar" in admin.get(reverse(USERS)).content.decode()

    def test_a_coordinator_is_not_offered_what_she_may_not_give(self, place: Municipality) -> None:
        client = Client()
        client.force_login(factories.user(role=roles.COORDINATOR, place=place))
        page = client.get(reverse("accounts:invite")).content.decode()
        assert 'value="consultant"' in page
        assert 'value="administrator"' not in page
        data = {"name": "x", "email": "x@y.example", "role": roles.ADMINISTRATOR}
        assert client.post(reverse("accounts:invite"), data).status_code == 422
        assert not Invitation.objects.exists()

    def test_a_role_is_given_and_ended(self, admin: Client, place: Municipality) -> None:
        bo = factories.user(role=roles.CONSULTANT, place=place)
        today = timezone.localdate().isoformat()
        give = reverse("accounts:give-role", args=[bo.pk])
        assert admin.post(give, {"role": roles.COORDINATOR, "from_day": today}).url == reverse(USERS)
        again = admin.post(give, {"role": roles.COORDINATOR, "from_day": today})
        assert again.status_code == 422
        held = bo.memberships.get(role=roles.COORDINATOR)
        end = reverse("accounts:end-role", args=[held.pk])
        assert admin.post(end, {"version": 1, "when": "after", "last_day": ""}).status_code == 422
        admin.post(end, {"version": 1, "when": "after", "last_day": today})
        held.refresh_from_db()
        assert held.valid_to == timezone.localdate()

    def test_the_last_administrator_is_told_why_not(self, admin: Client, administrator: User) -> None:
        end = reverse("accounts:end-role", args=[administrator.memberships.get().pk])
        response = admin.post(end, {"version": 1, "when": "now"})
        assert response.status_code == 422
        assert "Giv en anden rollen, før du afslutter denne" in response.content.decode()


class TestTheSystemAdministrator:
    @pytest.fixture
    def system(self) -> Client:
        client = Client()
        client.force_login(factories.user(role=roles.SYSTEM_ADMINISTRATOR))
        return client

    def test_sees_national_roles_and_administrators_only(
        self, system: Client, administrator: User, place: Municipality
    ) -> None:
        factories.user(role=roles.CONSULTANT, place=place, name="Bo Lind")
        page = system.get(reverse(USERS)).content.decode()
        assert "Anna Holm" in page
        assert "Bo Lind" not in page

    def test_invites_the_first_administrator_of_a_municipality(self, system: Client) -> None:
        odense = Municipality.objects.get(code="0461")
        data = {"name": "x", "email": "x@y.example", "role": roles.ADMINISTRATOR}
        response = system.post(reverse("accounts:invite"), data)
        assert "Vælg den kommune, rollen gælder i" in response.content.decode()
        system.post(reverse("accounts:invite"), {**data, "municipality": odense.pk})
        assert Invitation.objects.get().municipality == odense

    def test_a_national_role_has_no_municipality_whatever_is_chosen(self, system: Client, place: Municipality) -> None:
        data = {"name": "x", "email": "x@y.example", "role": roles.SURVEY_COORDINATOR, "municipality": place.pk}
        system.post(reverse("accounts:invite"), data)
        assert Invitation.objects.get().municipality is None
