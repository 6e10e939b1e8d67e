"""`invite`: the first user of a new portal, when there is nobody yet who could invite."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from ... import roles
from ...access import SYSTEM
from ...models import Municipality
from ...services.invitations import invite


class Command(BaseCommand):
    """Sends an invitation by mail."""

    help = "Inviterer en bruger. Bruges til den første systemadministrator; derefter inviterer man fra siden Brugere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="personens navn")
        parser.add_argument("--role", default=roles.SYSTEM_ADMINISTRATOR, choices=(*roles.NATIONAL, *roles.MUNICIPAL))
        parser.add_argument("--municipality", metavar="KODE", help="kommunekode, fx 0330, til kommunale roller")
        parser.add_argument("--address", required=True, help="portalens adresse, fx https://socialportal.example")

    def handle(self, *args: Any, **options: Any) -> None:
        place = None
        if options["municipality"]:
            place = Municipality.objects.filter(code=options["municipality"]).first()
            if place is None:
                raise CommandError(f"Der er ingen kommune med koden {options['municipality']}.")
        try:
            invitation = invite(
                SYSTEM,
                email=options["email"],
                name=options["name"],
                role=options["role"],
                municipality=place,
                absolute=lambda path: options["address"].rstrip("/") + path,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Invitationen er sendt til {invitation.email}. Linket virker i 14 dage.")
