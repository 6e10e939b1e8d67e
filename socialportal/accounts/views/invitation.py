"""`/konto/invitation/<secret>/`: the link in the mail. Public: the secret is the key."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from socialportal.common.pages.editing import blame

from ..access import role_names
from ..forms.people import AcceptForm
from ..services.invitations import Void, accept_as, accept_as_new, find_open, invited_user, place_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """New people choose a password; those who are users already only say yes, once they are logged in."""
    try:
        invitation = find_open(token)
        user = invited_user(invitation)
        page = {
            "invitation": invitation,
            "role": role_names()[invitation.role],
            "place": place_of(invitation),
            "title": "Velkommen til Socialportal",
        }
        if user and request.user == user:
            return _say_yes(request, token, page)
        if user or request.user.is_authenticated:
            return render(request, "accounts/invitation_other.html", page | {"user_exists": bool(user)})
        return _new_user(request, token, page)
    except Void:
        # One answer for wrong, used, withdrawn and too old: a guesser learns nothing.
        return render(request, "accounts/invitation_void.html", status=404)


def _say_yes(request: HttpRequest, token: str, page: dict) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/invitation_yes.html", page)
    accept_as(token, user=request.user)  # type: ignore[arg-type]
    messages.success(request, "Du har fået rollen.")
    return redirect("home:front")


def _new_user(request: HttpRequest, token: str, page: dict) -> HttpResponse:
    form = AcceptForm(request.POST or None, initial={"name": page["invitation"].name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = accept_as_new(token, name=data["name"], password=data["password"])
        except ValidationError as error:
            blame(form, error)
        else:
            login(request, user, backend=BACKEND)
            messages.success(request, f"Velkommen, {user}. Du er logget ind.")
            return redirect("home:front")
    return render(request, "accounts/invitation_new.html", page | {"form": form}, status=422 if form.errors else 200)
