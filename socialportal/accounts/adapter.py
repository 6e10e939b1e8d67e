"""How allauth behaves here: people come by invitation, letters are ours, and too many tries get status 429."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import respond_429
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from .services.mail import deliver


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up, finds letters in `templates/email/`, answers a stormed login with 429."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "E-mail og adgangskode passer ikke sammen. Prøv igen, eller vælg ”Glemt adgangskode?”.",
        "too_many_login_attempts": "Der er prøvet for mange gange. Vent fem minutter, og prøv igen.",
        "incorrect_password": "Det er ikke din adgangskode. Prøv igen.",
        "enter_current_password": "Skriv den adgangskode, du har nu.",
        "same_as_current": "Den nye skal være en anden end den, du har nu.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """A mail server that is away must not tell known addresses from unknown ones by an error page."""
        kind = template_prefix.removeprefix("account/email/")
        deliver(self.render_mail(f"email/{kind}", email, context), kind)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth shows the login form again with status 200; a guessing program should be told by the status."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(respond_429(request)) from error
