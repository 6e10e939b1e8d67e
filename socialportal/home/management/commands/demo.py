"""`manage.py demo`: loads the demo; what a user has changed is left as it is."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialportal.home.demo.load import load
from socialportal.home.demo.people import PASSWORD, logins


class Command(BaseCommand):
    """Only where DEBUG or SOCIALPORTAL_DEMO is on: its users have a known password."""

    help = "Indlæser demoen: Slagelse 2018. Kan gentages; det, du selv har ændret, røres ikke."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="slet alt i databasen, og begynd forfra")
        parser.add_argument("--logins", action="store_true", help="vis kun demoens brugere")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or settings.SOCIALPORTAL_DEMO):
            raise CommandError("Demoen indlæses kun, hvor DEBUG eller SOCIALPORTAL_DEMO er slået til.")
        if options["logins"]:
            self.stdout.write(f"\n  Demoens brugere (adgangskode til alle: {PASSWORD})")
            for email, where in logins():
                self.stdout.write(f"    {email:<38} {where}")
            return
        if options["reset"]:
            call_command("flush", interactive=False, verbosity=0)
        try:
            load()
        except ValidationError as error:
            raise CommandError(f"Demoen kunne ikke indlæses: {' '.join(error.messages)}") from error
        self.stdout.write("Demoen er indlæst.")
