"""`manage.py invite` brings in the first user."""

import io
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from socialportal.accounts import roles
from socialportal.accounts.models import Invitation

pytestmark = pytest.mark.django_db
ADDRESS = {"address": "https://portal.example/"}


def test_invites_the_first_system_administrator(django_capture_on_commit_callbacks: Any) -> None:
    out = io.StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("invite", "drift@test.example", name="Dorte Drift", stdout=out, **ADDRESS)
    assert "Invitationen er sendt til drift@test.example" in out.getvalue()
    assert Invitation.objects.get().role == roles.SYSTEM_ADMINISTRATOR
    assert "https://portal.example/konto/invitation/" in mail.outbox[0].body
    assert mail.outbox[0].body.startswith(
        "Hej Dorte Drift\n\nDu er inviteret til Socialportal som Systemadministrator."
    )


def test_invites_to_a_municipality() -> None:
    options = {"name": "A", "role": "administrator", "municipality": "0330", "stdout": io.StringIO()}
    call_command("invite", "a@test.example", **options, **ADDRESS)
    assert Invitation.objects.get().municipality.name == "Slagelse"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"municipality": "9999"}, "ingen kommune med koden 9999"),
        ({"role": "administrator"}, "En kommunal rolle skal have en kommune"),
        ({"municipality": "0330"}, "en national må ikke"),
    ],
)
def test_says_what_is_wrong(options: dict[str, str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("invite", "a@test.example", name="A", **options, **ADDRESS)
    assert not Invitation.objects.exists()


def test_refuses_what_is_no_address() -> None:
    with pytest.raises(CommandError, match="gyldig e-mail"):
        call_command("invite", "ikke en adresse", name="A", **ADDRESS)
