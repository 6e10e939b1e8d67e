"""`manage.py daily`: what time makes due. Run it once every morning; it may run twice, late, or again after a failure."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from socialportal.home import daily


class Command(BaseCommand):
    help = "Sender påmindelser og dagens overblik, prøver mails igen, og rydder op. Kan køres flere gange om dagen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", help="Dagen, fx 2026-03-12. Uden er det i dag.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = dt.date.fromisoformat(options["date"]) if options["date"] else timezone.localdate()
        except ValueError as error:
            raise CommandError("Skriv dagen som 2026-03-12.") from error
        done = daily.run(day)
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in done.items()))
