"""The municipality looks at what an enterprise has changed on its page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from socialportal.common.pages import Door
from socialportal.common.pages.editing import blame
from socialportal.common.records import Conflict

from .. import profile
from ..forms.profile import ApprovalForm
from ..models import Enterprise, Publication
from ..services import profile_approval as services
from ..services.publication import snapshot
from .doors import OfEnterprise

SEND_BACK = "send-back"


class Approvals(Door):
    """The pages that wait, longest waiting first."""

    model = Enterprise
    permission = "enterprises.approve_profile"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission)
        rows = list(services.waiting(self.request.access))
        return render(request, "enterprises/own_approvals.html", {"title": "Sider, der skal godkendes", "rows": rows})


class Approval(OfEnterprise):
    """What is different, and yes or back."""

    model = Enterprise
    permission = "enterprises.approve_profile"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._allowed()
        return self._page()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._allowed()
        form = ApprovalForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        access, seen = self.request.access, form.cleaned_data["seen"]
        try:
            if SEND_BACK in request.POST:
                services.send_back(access, self.enterprise, seen=seen, comment=form.cleaned_data["comment"])
                messages.success(request, f"Ændringerne er sendt tilbage til {self.enterprise}.")
            else:
                services.approve(access, self.enterprise, seen=seen)
                messages.success(request, f"Siden for {self.enterprise} er godkendt. Nu kan alle se den.")
        except ValidationError as error:
            blame(form, error)
            return self._page(form, status=422)
        except Conflict:
            messages.warning(request, "Siden er ændret eller afgjort imens. Se, hvordan den står nu.")
            comment = form.cleaned_data["comment"]
            return self._page(comment=comment, status=409)
        return redirect("enterprises:approvals")

    def _allowed(self) -> None:
        self.allow(self.permission, self.enterprise)
        if not services.may_approve(self.request.access, self.enterprise):
            raise PermissionDenied

    def _page(self, form: ApprovalForm | None = None, *, comment: str = "", status: int = 200) -> HttpResponse:
        now = snapshot(self.enterprise)
        publication = Publication.objects.filter(enterprise=self.enterprise).first()
        waiting = publication if publication and publication.waiting_since else None
        context = {
            "title": f"Ændringer på siden for {self.enterprise}",
            "enterprise": self.enterprise,
            "waiting": waiting,
            "differences": profile.differences(waiting.data, now) if waiting else [],
            "form": form or ApprovalForm(initial={"seen": profile.fingerprint(now), "comment": comment}),
            "back_url": reverse("enterprises:approvals"),
        }
        return render(self.request, "enterprises/own_approval.html", context, status=status)
