"""`/konto/brugere/`: who has which role, who is invited."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from socialportal.audit.sentences import history_of
from socialportal.common import danish
from socialportal.common.pages.editing import blame
from socialportal.common.records import Conflict

from ..access import role_names
from ..doors import allow, scoped_or_404
from ..forms.people import EndRoleForm, GiveRoleForm, InviteForm
from ..models import Invitation, Membership, User
from ..models.membership import looked_after
from ..rules import may
from ..services.invitations import invite, resend, withdraw
from ..services.memberships import end_role, give_role

EVENTS_SHOWN = 10
CHANGED = "En anden har ændret det imens. Se, hvordan det står nu."


@dataclass
class Person:
    """A user and the roles that somebody may see."""

    user: User
    held: list[tuple[str, Membership, bool]]


def look_after(request: HttpRequest) -> None:
    """For who looks after users where they work now, or (system administrators) nationally. Raises PermissionDenied."""
    access = request.access  # type: ignore[attr-defined]
    allow(request, "accounts.manage_users", None if access.is_system_administrator else access.municipality)


def users(request: HttpRequest) -> HttpResponse:
    """Roles now and to come, and invitations that wait."""
    access = request.access  # type: ignore[attr-defined]
    look_after(request)
    held = (
        Membership.objects.filter(looked_after(access))
        .filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))
        .select_related("user", "municipality")
        .prefetch_related("teams")
        .order_by("user__name", "user", "municipality__name", "role")
    )
    names = role_names()
    people: dict[int, Person] = {}
    for membership in held:
        person = people.setdefault(membership.user_id, Person(membership.user, []))
        person.held.append((names[membership.role], membership, may(access, "accounts.give_role", membership)))
    waiting = Invitation.objects.filter(looked_after(access)).waiting().select_related("municipality", "invited_by")
    context = {
        "title": "Brugere",
        "people": list(people.values()),
        "count_text": danish.count(len(people), "bruger", "brugere"),
        "invitations": [(names[one.role], one, may(access, "accounts.give_role", one)) for one in waiting],
        "events": history_of([*held, *waiting], EVENTS_SHOWN),
        "national": access.is_system_administrator,
    }
    return render(request, "accounts/users.html", context)


def _form_page(request: HttpRequest, form: Any, status: int = 200, **context: Any) -> HttpResponse:
    page = {"form": form, "cancel_url": reverse("accounts:users"), **context}
    return render(request, "components/form_page.html", page, status=status)


def invite_user(request: HttpRequest) -> HttpResponse:
    """Name, address, role; the mail is sent when it is saved."""
    access = request.access  # type: ignore[attr-defined]
    look_after(request)
    form = InviteForm(request.POST or None, access=access)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invite(access, **form.cleaned_data, absolute=request.build_absolute_uri)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, f"Invitationen er sendt til {invitation.email}. Linket virker i 14 dage.")
            return redirect("accounts:users")
    return _form_page(
        request,
        form,
        status=422 if form.errors else 200,
        title="Inviter en bruger",
        lead="Personen får en mail med et link og vælger selv sin adgangskode.",
        submit_text="Send invitationen",
    )


def give_user_role(request: HttpRequest, pk: int) -> HttpResponse:
    """One more role for somebody who has one here."""
    access = request.access  # type: ignore[attr-defined]
    held = scoped_or_404_user(request, pk)
    look_after(request)
    form = GiveRoleForm(request.POST or None, access=access)
    if request.method == "POST" and form.is_valid():
        try:
            give_role(access, user=held, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, f"{held} har fået rollen.")
            return redirect("accounts:users")
    status = 422 if form.errors else 200
    return _form_page(request, form, status, title=f"Giv {held} en rolle", submit_text="Giv rollen")


def scoped_or_404_user(request: HttpRequest, pk: int) -> User:
    """A user of whom some role is visible. Raises Http404."""
    first = Membership.objects.visible_to(request.access).filter(user=pk).first()  # type: ignore[attr-defined]
    return scoped_or_404(request, Membership.objects.select_related("user"), pk=first.pk if first else None).user


def end_user_role(request: HttpRequest, pk: int) -> HttpResponse:
    """When does the role end?"""
    access = request.access  # type: ignore[attr-defined]
    held = scoped_or_404(request, Membership.objects.select_related("user", "municipality"), pk=pk)
    allow(request, "accounts.give_role", held)
    form = EndRoleForm(request.POST or None, initial={"version": held.version})
    if request.method == "POST" and form.is_valid():
        try:
            end_role(access, held, expected_version=form.cleaned_data["version"], last_day=form.day)
        except ValidationError as error:
            blame(form, error)
        except Conflict:
            messages.warning(request, CHANGED)
            return redirect("accounts:users")
        else:
            messages.success(request, f"Rollen er afsluttet: {held}.")
            return redirect("accounts:users")
    return _form_page(
        request,
        form,
        status=422 if form.errors else 200,
        title=f"Afslut rollen: {held}",
        lead="Personen mister adgangen, når rollen slutter. Det, personen har skrevet, bliver stående.",
        submit_text="Afslut rollen",
    )


@require_POST
def resend_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for another 14 days."""
    invitation = scoped_or_404(request, Invitation, pk=pk)
    allow(request, "accounts.give_role", invitation)
    try:
        resend(
            request.access,  # type: ignore[attr-defined]
            invitation,
            expected_version=invitation.version,
            absolute=request.build_absolute_uri,
        )
    except Conflict:
        messages.warning(request, CHANGED)
    else:
        messages.success(
            request, f"Invitationen er sendt igen til {invitation.email}. Det gamle link virker ikke mere."
        )
    return redirect("accounts:users")


@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The link stops working."""
    invitation = scoped_or_404(request, Invitation, pk=pk)
    allow(request, "accounts.give_role", invitation)
    try:
        withdraw(request.access, invitation, expected_version=invitation.version)  # type: ignore[attr-defined]
    except Conflict:
        messages.warning(request, CHANGED)
    else:
        messages.success(request, f"Invitationen til {invitation} er trukket tilbage.")
    return redirect("accounts:users")
