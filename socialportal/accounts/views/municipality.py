"""`/konto/kommune/`: what the administrator sets, and the logo that everybody may see."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from socialportal.audit.sentences import history
from socialportal.common.pages import RecordAdd, RecordEdit, RecordPage
from socialportal.common.pages.editing import blame
from socialportal.common.records import Conflict

from ..access import Access
from ..doors import allow
from ..forms.places import LogoForm, MunicipalityForm, UnitNameForm
from ..models import Municipality, UnitName
from ..services import municipality as services


def in_focus(request: HttpRequest) -> Municipality:
    """The municipality somebody works in. Raises PermissionDenied when there is none."""
    access: Access = request.access  # type: ignore[attr-defined]
    if access.municipality is None:
        raise PermissionDenied
    return Municipality.objects.get(pk=access.municipality.pk)


class Settings(RecordPage):
    """All settings, each with where it is changed."""

    model = Municipality
    permission = "accounts.change_municipality"
    template_name = "accounts/municipality.html"

    def the_record(self) -> Municipality:
        record = in_focus(self.request)
        self.allow(self.permission, record)
        return record

    def heading(self, record: Municipality) -> str:
        return "Kommunens indstillinger"

    def lead(self, record: Municipality) -> str:
        return f"Gælder for alle i {record.full_name}."

    def facts(self, record: Municipality) -> list[tuple[str, Any]]:
        return [
            ("Mindste antal i offentlige tal om personer", str(record.threshold)),
            ("Tal findes fra år", str(record.figures_from or "")),
            ("Farve", record.accent),
            ("Godkender virksomhedernes sider", "Ja" if record.approves_profiles else "Nej"),
        ]

    def actions(self, record: Municipality) -> list[tuple[str, str]]:
        return [("Ret indstillingerne", reverse("accounts:municipality-edit"))]

    def events(self, record: Municipality) -> Any:
        return history(record, limit=20)

    def more(self, record: Municipality) -> dict[str, Any]:
        return {"units": record.unit_names.all(), "record": record}


class EditSettings(RecordEdit):
    """Threshold, first year, colour."""

    model = Municipality
    permission = "accounts.change_municipality"
    form_class = MunicipalityForm
    title = "Ret kommunens indstillinger"
    change = staticmethod(services.change_municipality_settings)
    the_record = Settings.the_record

    def cancel_url(self, record: Any) -> str:
        return reverse("accounts:municipality")

    done_url = cancel_url


def edit_logo(request: HttpRequest) -> HttpResponse:
    """A new logo, or none."""
    record = in_focus(request)
    allow(request, "accounts.change_municipality", record)
    form = LogoForm(request.POST or None, request.FILES or None, initial={"version": record.version})
    if request.method == "POST" and form.is_valid():
        record.logo = form.cleaned_data["logo"]
        try:
            services.change_municipality_settings(
                request.access,  # type: ignore[attr-defined]
                record,
                expected_version=form.cleaned_data["version"],
            )
        except ValidationError as error:
            blame(form, error)  # type: ignore[arg-type]
        except Conflict:
            messages.warning(request, "En anden har ændret indstillingerne imens. Se dem igennem, og prøv igen.")
            return redirect("accounts:municipality")
        else:
            messages.success(request, "Logoet er skiftet.")
            return redirect("accounts:municipality")
    context = {
        "title": "Skift logo",
        "form": form,
        "submit_text": "Gem logoet",
        "cancel_url": reverse("accounts:municipality"),
    }
    return render(request, "components/form_page.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def logo(request: HttpRequest, code: str) -> FileResponse:
    """The logo as it was made anew; its address changes with the municipality's version, so it may be kept for a year."""
    found = get_object_or_404(Municipality.objects.with_records(), code=code)
    if not found.logo:
        raise Http404
    response = FileResponse(found.logo.open("rb"), content_type="image/png")
    response["Content-Disposition"] = f'inline; filename="{code}.png"'
    return response


class AddUnit(RecordAdd):
    """The first name of a unit."""

    model = UnitName
    permission = "accounts.change_municipality"
    form_class = UnitNameForm
    service = staticmethod(services.add_unit_name)
    title = "Hvad hedder enheden?"
    lead = "Navnet bruges i rapporter og på sider fra den dag, det gælder."

    def start(self) -> UnitName:
        return UnitName(municipality=in_focus(self.request))

    def done_url(self, record: Any) -> str:
        return reverse("accounts:municipality")


class EditUnit(RecordEdit):
    """A new name from a day, or a correction."""

    model = UnitName
    permission = "accounts.change_municipality"
    form_class = UnitNameForm
    change = staticmethod(services.correct_unit_name)
    supersede = staticmethod(services.rename_unit)
    title = "Ret navnet ”{record}”"

    def cancel_url(self, record: Any) -> str:
        return reverse("accounts:municipality")

    done_url = cancel_url
