"""`/konto/`: oneself, and which municipality one works in."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from socialportal.common.records import Conflict

from .. import roles
from ..access import FOCUS, role_names
from ..forms.people import ProfileForm
from ..models import Membership, User
from ..services.profile import change_profile

# What somebody can do from here: (who, address, words).
DOORS: list[tuple[set[str], str, str]] = [
    (
        {roles.ADMINISTRATOR, roles.COORDINATOR, roles.SYSTEM_ADMINISTRATOR},
        "accounts:users",
        "Brugere og invitationer",
    ),
    ({roles.ADMINISTRATOR, roles.COORDINATOR}, "accounts:teams", "Teams"),
    ({roles.ADMINISTRATOR}, "accounts:municipality", "Kommunens indstillinger"),
    ({roles.SYSTEM_ADMINISTRATOR}, "accounts:word-lists", "Ordlister"),
    ({roles.COORDINATOR, roles.CONSULTANT}, "notices:calendar", "Frister i din kalender"),
]


def me(request: HttpRequest) -> HttpResponse:
    """Name and title, roles, and where to change the password."""
    access = request.access  # type: ignore[attr-defined]
    user = cast(User, request.user)
    start = {"name": user.name, "title": user.title, "version": user.version}
    form = ProfileForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_profile(access, name=data["name"], title=data["title"], expected_version=data["version"])
        except Conflict:
            form = ProfileForm(initial=start)
            messages.warning(request, "Oplysningerne er ændret i et andet vindue imens. Se dem igennem, og gem igen.")
            return _page(request, form, status=409)
        messages.success(request, "Dine oplysninger er gemt.")
        return redirect("accounts:me")
    return _page(request, form, status=422 if form.errors else 200)


def _page(request: HttpRequest, form: ProfileForm, status: int = 200) -> HttpResponse:
    access = request.access  # type: ignore[attr-defined]
    held = (
        Membership.objects.active_on(timezone.localdate())
        .filter(user_id=access.user_id)
        .select_related("municipality")
        .order_by("municipality__name", "role")
    )
    names = role_names()
    context = {
        "title": "Min konto",
        "form": form,
        "roles": [(names[one.role], one) for one in held],
        "served": [(names[role], access.enterprise_names[pk]) for role, pk in sorted(access.enterprises)],
        "places": list({one.municipality_id: one.municipality for one in held if one.municipality}.values()),
        "doors": [(url, text) for who, url, text in DOORS if who & access.here],
    }
    return render(request, "accounts/me.html", context, status=status)


@require_POST
def choose_municipality(request: HttpRequest) -> HttpResponse:
    """Which of one's municipalities one works in now. Kept in the session; it opens nothing that was not open before."""
    wanted = request.POST.get("municipality", "")
    if not wanted.isdigit() or int(wanted) not in request.access.municipalities():  # type: ignore[attr-defined]
        raise Http404
    request.session[FOCUS] = int(wanted)
    return redirect("home:front")
