"""Brugere: who serves an enterprise in the portal, who is invited, and how a role ends."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.access import role_names
from socialportal.accounts.forms.people import EndRoleForm
from socialportal.accounts.models import Invitation
from socialportal.accounts.services import invitations
from socialportal.audit.sentences import history_of
from socialportal.common import danish
from socialportal.common.pages.editing import blame
from socialportal.common.records import Conflict

from ..forms.profile import InvitePersonForm
from ..models import EnterpriseMembership
from ..services import people as services
from .doors import OfEnterprise

EVENTS_SHOWN = 10
CHANGED = "En anden har ændret det imens. Se, hvordan det står nu."


class _OfPeople(OfEnterprise):
    """Both doors: the enterprise exists for the one who asks, and its people are theirs to change."""

    model = EnterpriseMembership
    permission = "enterprises.change_people"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.allow(self.permission, self.enterprise)
        return super().dispatch(request, *args, **kwargs)

    @property
    def back_url(self) -> str:
        """The list of people."""
        return reverse("enterprises:people", args=[self.enterprise.slug])

    def waiting(self) -> QuerySet[Invitation]:
        """Those invited who have not answered."""
        rows: Any = Invitation.objects
        return rows.waiting().filter(scope=services.scope_of(self.enterprise)).select_related("invited_by")

    def form_page(self, form: Any, **context: Any) -> HttpResponse:
        """A form with the way back."""
        page = {"form": form, "cancel_url": self.back_url, "enterprise": self.enterprise, "people": True, **context}
        return render(self.request, "enterprises/own_form.html", page, status=422 if form.errors else 200)


class People(_OfPeople):
    """Who, as what, since when."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        held = (
            EnterpriseMembership.objects.filter(enterprise=self.enterprise)
            .filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))
            .select_related("user")
            .order_by("role", "user__name")
        )
        names, waiting = role_names(), list(self.waiting())
        context = {
            "title": f"Brugere hos {self.enterprise}",
            "enterprise": self.enterprise,
            "held": [(names[one.role], one) for one in held],
            "count_text": danish.count(len(held), "bruger", "brugere"),
            "invitations": [(names[one.role], one) for one in waiting],
            "events": history_of([*held, *waiting], EVENTS_SHOWN),
        }
        return render(request, "enterprises/own_people.html", context)


class Invite(_OfPeople):
    """Name, address, role; the mail is sent when it is saved."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(InvitePersonForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = InvitePersonForm(request.POST)
        if form.is_valid():
            try:
                invitation = services.invite(
                    self.request.access, self.enterprise, **form.cleaned_data, absolute=request.build_absolute_uri
                )
            except ValidationError as error:
                blame(form, error)
            else:
                messages.success(request, f"Invitationen er sendt til {invitation.email}. Linket virker i 14 dage.")
                return redirect(self.back_url)
        return self._page(form)

    def _page(self, form: InvitePersonForm) -> HttpResponse:
        return self.form_page(
            form,
            title=f"Inviter en bruger til {self.enterprise}",
            lead="Personen får en mail med et link og vælger selv sin adgangskode.",
            submit_text="Send invitationen",
        )


class EndRole(_OfPeople):
    """When does the role end?"""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        held = self._held()
        return self._page(EndRoleForm(initial={"version": held.version}), held)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        held, form = self._held(), EndRoleForm(request.POST)
        if form.is_valid():
            version = form.cleaned_data["version"]
            try:
                services.end_role(self.request.access, held, expected_version=version, last_day=form.day)
            except ValidationError as error:
                blame(form, error)
            except Conflict:
                messages.warning(request, CHANGED)
                return redirect(self.back_url)
            else:
                messages.success(request, f"Rollen for {held.user} er afsluttet.")
                own = held.user_id == self.request.access.user_id
                return redirect("home:front" if own else self.back_url)
        return self._page(form, held)

    def _held(self) -> EnterpriseMembership:
        return get_object_or_404(self.visible().select_related("user", "enterprise"), pk=self.kwargs["pk"])

    def _page(self, form: EndRoleForm, held: EnterpriseMembership) -> HttpResponse:
        return self.form_page(
            form,
            title=f"Afslut rollen for {held.user}",
            lead=f"{role_names()[held.role]} hos {self.enterprise}. Adgangen holder op, når rollen gør.",
            submit_text="Afslut rollen",
        )


class _OfInvitation(_OfPeople):
    """Buttons of an invitation that waits."""

    def invitation(self) -> Invitation:
        """That of the address, of this enterprise."""
        return get_object_or_404(self.waiting(), pk=self.kwargs["pk"])


class Resend(_OfInvitation):
    """A new link."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        one = self.invitation()
        try:
            invitations.resend(
                self.request.access, one, expected_version=one.version, absolute=request.build_absolute_uri
            )
        except Conflict:
            messages.warning(request, CHANGED)
        else:
            messages.success(request, f"Et nyt link er sendt til {one.email}. Det gamle virker ikke mere.")
        return redirect(self.back_url)


class Withdraw(_OfInvitation):
    """The link stops working."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        one = self.invitation()
        try:
            invitations.withdraw(self.request.access, one, expected_version=one.version)
        except Conflict:
            messages.warning(request, CHANGED)
        else:
            messages.success(request, f"Invitationen til {one.email} er trukket tilbage.")
        return redirect(self.back_url)
