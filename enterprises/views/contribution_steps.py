"""What goes back and forth between enterprise and municipality: asked, begun, sent, approved, sent back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.common.pages import Door
from socialportal.common.records import Conflict

from ..forms.contribution import CommentForm
from ..models import Contribution, Presence, ReportingYear
from ..services import approval
from ..services import contributions as services
from ..services.reporting_year import Asked, asked, open_rounds
from .contributions import crumb, own_crumb

PERMISSION = "enterprises.change_contribution"
CONFLICT = "En anden har ændret bidraget imens. Læs det igennem, som det er nu, og prøv igen."


def own(request: Any) -> frozenset[int]:
    """The enterprises that one writes for, by id."""
    return request.access.own_enterprises(roles.ENTERPRISE_USER)


def asked_of(request: Any) -> list[Asked]:
    """What one's own enterprises are asked for now, in every municipality; three queries a round that runs."""
    mine = own(request)
    places = Presence.objects.filter(enterprise__in=mine).values("municipality")
    rounds = open_rounds(municipality__in=places) if mine else []
    return [one for of in rounds for one in asked(of, mine)]


class OwnContributions(Door):
    """What is asked of one's enterprise now, and what it has written before."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not own(request):
            raise PermissionDenied
        now = asked_of(request)
        written: Any = Contribution.objects.filter(presence__enterprise__in=own(request))
        written = written.visible_to(self.request.access).exclude(
            pk__in=[a.contribution.pk for a in now if a.contribution]
        )
        earlier = written.select_related("presence__enterprise", "presence__municipality").order_by(
            "-year", "presence__enterprise__name"
        )
        several = len({(a.presence.enterprise_id, a.round.municipality_id) for a in now}) > 1
        context = {
            "title": "Bidrag til årsrapporten",
            "asked": now,
            "several": several,
            "earlier": earlier[:30],
            "today": timezone.localdate(),
        }
        return render(request, "enterprises/own_contributions.html", context)


class ContributionStart(Door):
    """The first page of the mail: what is asked, how long it takes, and two ways to begin. Begun, it leads on."""

    def find(self) -> tuple[ReportingYear, Presence]:
        """The round and the enterprise of the address. Raises Http404 where one is not asked for it."""
        visible: Any = Presence.objects.visible_to(self.request.access)
        presence = get_object_or_404(visible.select_related("enterprise", "municipality"), pk=self.kwargs["presence"])
        rounds = ReportingYear.objects.select_related("municipality").filter(municipality=presence.municipality_id)
        of = get_object_or_404(rounds, pk=self.kwargs["pk"])
        if presence.enterprise_id not in own(self.request):
            raise PermissionDenied
        if not Presence.objects.filter(pk=presence.pk).listed_in(of.year).exists():
            raise Http404
        return of, presence

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        of, presence = self.find()
        if known := services.written_for(presence, of.year):
            name = (
                "contribution-edit"
                if known.state in services.OPEN_TO_ENTERPRISE and known.words == 0
                else "contribution"
            )
            return HttpResponseRedirect(reverse(f"enterprises:{name}", args=[known.pk]))
        return self.page(of, presence)

    def page(self, of: ReportingYear, presence: Presence, status: int = 200) -> HttpResponse:
        """The page itself."""
        context = {
            "title": f"Jeres bidrag til årsrapporten {of.year}",
            "round": of,
            "presence": presence,
            "last": services.last_before(presence, of.year),
            "late": of.deadline < timezone.localdate(),
            "crumb": own_crumb(),
        }
        return render(self.request, "enterprises/contribution_start.html", context, status=status)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        of, presence = self.find()
        try:
            draft = services.begin_contribution(
                self.request.access, presence, of.year, from_last=request.POST.get("start") == "last"
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.page(of, presence, status=422)
        return HttpResponseRedirect(reverse("enterprises:contribution-edit", args=[draft.pk]))


class Step(Door):
    """One button on a contribution's page. The version that was read travels with it."""

    model = Contribution
    http_method_names = ["post"]
    step: Callable[..., Any]
    done_text = ""

    def visible(self) -> Any:
        return super().visible().select_related("presence__enterprise", "presence__municipality")  # type: ignore[attr-defined]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        version = request.POST.get("version", "")
        try:
            done = self.step(self.request.access, record, expected_version=int(version) if version.isdecimal() else 0)
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, text)
        except Conflict:
            messages.warning(request, CONFLICT)
        else:
            messages.success(request, self.done_text.format(record=done))
        return HttpResponseRedirect(record.get_absolute_url())


class Submit(Step):
    permission = PERMISSION
    step = staticmethod(services.submit_contribution)
    done_text = "Tak! Bidraget er sendt. Kommunen læser det, og I får besked, når det er godkendt."


class TakeBack(Step):
    permission = PERMISSION
    step = staticmethod(services.take_back_contribution)
    done_text = "Bidraget er taget tilbage. Send det igen, når I har rettet det."


class Approve(Step):
    permission = "enterprises.approve_contribution"
    step = staticmethod(approval.approve_contribution)
    done_text = "Bidraget er godkendt. Det bliver trykt, som det står, og virksomheden har fået besked."


class TakeStory(Step):
    permission = "enterprises.change_story"
    done_text = "Historien er taget med i årets historier."

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        try:
            story = approval.take_story(self.request.access, record)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(record.get_absolute_url())
        messages.success(request, self.done_text)
        return HttpResponseRedirect(story.get_absolute_url())


class SendBack(Door):
    """With a comment; the same for one that is approved, which then is not printed until it is approved anew."""

    model = Contribution
    permission = "enterprises.approve_contribution"

    def visible(self) -> Any:
        return super().visible().select_related("presence__enterprise", "presence__municipality")  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        return self.page(record, CommentForm(initial={"version": record.version}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        form = CommentForm(request.POST)
        if not form.is_valid():
            return self.page(record, form, status=422)
        data = form.cleaned_data
        try:
            approval.send_back_contribution(
                self.request.access, record, expected_version=data["version"], comment=data["comment"]
            )
        except ValidationError as error:
            known = error.message_dict if hasattr(error, "error_dict") else {"comment": error.messages}
            for texts in known.values():
                form.add_error("comment", texts)
            return self.page(self.the_record(), form, status=422)
        except Conflict as conflict:
            again = CommentForm(initial={"version": conflict.current.version, "comment": data["comment"]})  # type: ignore[attr-defined]
            messages.warning(request, CONFLICT)
            return self.page(self.the_record(), again, status=409)
        messages.success(request, f"Bidraget er sendt tilbage til {record.presence.enterprise}.")
        return HttpResponseRedirect(record.get_absolute_url())

    def page(self, record: Contribution, form: CommentForm, status: int = 200) -> HttpResponse:
        """The comment, and what it is about."""
        approved = record.state == Contribution.State.APPROVED
        context = {
            "title": f"{'Åbn bidraget fra' if approved else 'Send bidraget tilbage til'} {record.presence.enterprise}"
            f"{' igen' if approved else ''}",
            "lead": "Virksomheden kan rette bidraget og sende det igen. Indtil I har godkendt det på ny, "
            "kommer det ikke med i årsrapporten."
            if approved
            else "Virksomheden får en mail, retter og sender igen.",
            "form": form,
            "submit_text": "Åbn igen, og send tilbage" if approved else "Send tilbage",
            "cancel_url": record.get_absolute_url(),
            "enterprise": record.presence.enterprise,
            "crumb": crumb(record.year),
            "text": record.presentation,
        }
        return render(self.request, "enterprises/form.html", context, status=status)
