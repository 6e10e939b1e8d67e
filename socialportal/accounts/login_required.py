"""Everything that does not say it is public asks for a login, and a form that was being filled in waits for it."""

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect

from socialportal.common.kept import keep


class LoginRequired(LoginRequiredMiddleware):
    """Django's, with what was typed kept through the login."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method == "POST":
            keep(request)
        return super().handle_no_permission(request, view_func)
