"""Writing a contribution: the enterprise its own, the coordinator on behalf of one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from socialportal.common.pages import RecordAdd, RecordEdit

from ..forms.contribution import ContributionForm
from ..models import Contribution, Presence
from ..services import contributions as services
from ..services import reporting_year
from .contributions import crumb, own_crumb


class _Forms:
    """What adding and editing share: the grants go to the service with the contribution, and whose words the buttons are."""

    model = Contribution
    permission = "enterprises.change_contribution"
    form_class = ContributionForm
    template_name = "enterprises/contribution_form.html"

    def for_municipality(self, record: Any) -> bool:
        """Whether it is the municipality that writes."""
        known = record if record is not None and record.presence_id else None
        return self.may("enterprises.arrange_contributions", known)  # type: ignore[attr-defined]

    def own(self, record: Any) -> dict[str, Any]:
        """What the page of the form shows beside it."""
        if self.for_municipality(record):
            return {"approver": True}
        return {
            "submit_text": "Gem og se det, før I sender",
            "draft_text": "Gem kladden",
            "own_crumb": own_crumb(),
        }


class ContributionAdd(_Forms, RecordAdd):
    title = "Skriv et bidrag til årsrapporten"
    submit_text = "Gem bidraget"
    done_text = "Bidraget er gemt."

    def start(self) -> Contribution:
        """With the enterprise and the year of the address, where one may see them."""
        asked = self.request.GET.get("aar", "")
        year = int(asked) if asked.isdecimal() else timezone.localdate().year
        contribution = Contribution(year=year)
        if slug := self.request.GET.get("virksomhed"):
            visible: Any = Presence.objects.visible_to(self.request.access)
            contribution.presence = visible.filter(enterprise__slug=slug).order_by("valid_from").last()
        return contribution

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Where there is one for the year already, that one."""
        start = self.start()
        known = services.written_for(start.presence, start.year) if start.presence_id else None  # type: ignore[attr-defined]
        if known and self.may(self.permission, known):
            return HttpResponseRedirect(reverse("enterprises:contribution-edit", args=[known.pk]))
        return super().get(request, **kwargs)

    def make(self, form: Any) -> Contribution:
        return services.write_contribution(
            self.request.access, form.instance, grants=form.grants.wanted(), links=form.links
        )

    def cancel_url(self, record: Any) -> str:
        if record.presence_id:
            return record.presence.enterprise.get_absolute_url()
        return (
            reverse("enterprises:contributions") if self.may("enterprises.list_enterprises") else reverse("home:front")
        )

    def more(self, record: Any) -> dict[str, Any]:
        return self.own(record)


class ContributionEdit(_Forms, RecordEdit):
    conflict_template_name = "enterprises/conflict.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        if not self.for_municipality(record) and record.state not in services.OPEN_TO_ENTERPRISE:
            return HttpResponseRedirect(record.get_absolute_url())  # it says why, and how to take it back
        return self.opened(record)

    def heading(self, record: Any) -> str:
        if self.for_municipality(record):
            return f"Ret bidraget fra {record}"
        return f"Jeres bidrag til årsrapporten {record.year}"

    def save(self, form: Any) -> Contribution:
        return services.change_contribution(
            self.request.access,
            form.instance,
            expected_version=form.expected_version,
            grants=form.grants.wanted(),
            links=form.links,
        )

    def finish(self, record: Any) -> HttpResponse:
        """”Gem kladden” stays on the page."""
        if "draft" not in self.request.POST:
            return super().finish(record)
        messages.success(self.request, "Kladden er gemt. I kan lukke siden og skrive videre senere.")
        return HttpResponseRedirect(self.request.path)

    def more(self, record: Any) -> dict[str, Any]:
        return self.own(record) | {
            "record": record,
            "enterprise": record.presence.enterprise,
            "crumb": crumb(record.year),
            "last": services.last_before(record.presence, record.year),
            "round": reporting_year.round_of(record.presence, record.year),
        }
