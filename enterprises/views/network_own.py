"""`/arbejde/netvaerk/`: the network as an enterprise's users see it. Only meetings that their enterprises are invited to."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.roles import ENTERPRISE_USER
from socialportal.common import danish
from socialportal.common.pages import Door, RecordAdd, RecordEdit, RecordRemove

from ..forms.network import AnswerForm, EvaluationForm, WishForm
from ..models import BoardPost, MeetingInvitation, NetworkMeeting, ThemeWish
from ..network_terms import last_day, shown_average
from ..queries_network import evaluation_of, own_invitations, own_presences, showing
from ..services import network as services
from ..services.network_telling import own_url, times, when_and_where

State, Answer = NetworkMeeting.State, MeetingInvitation.Answer
ANSWER = "enterprises.answer_invitation"
POSTS_SHOWN = 5


def crumb() -> tuple[str, str]:
    """The way back."""
    return "Netværk", reverse("enterprises:network")


class OfOwnNetwork(Door):
    """Pages for an enterprise's users. A municipality's people have their own, and are led there."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.allow("enterprises.view_invitation")
        if not request.access.own_enterprises(ENTERPRISE_USER):
            self.allow("enterprises.view_network")
            return HttpResponseRedirect(reverse("enterprises:meetings"))
        return super().dispatch(request, *args, **kwargs)


def answer_said(one: MeetingInvitation) -> tuple[str, str]:
    """Shape and words of an answer, as the enterprise reads it."""
    if one.answer == Answer.YES:
        return "ok", f"I kommer, {danish.count(one.people or 1, 'person', 'personer')}"
    return ("plain", "I kommer ikke") if one.answer else ("now", "Ikke svaret")


class NetworkStart(OfOwnNetwork):
    """What is to come, with buttons to answer; what has been; wishes; the newest on the board."""

    def get(self, request: HttpRequest) -> HttpResponse:
        access, today = self.request.access, timezone.localdate()
        meetings = [
            (meeting, list(ones)) for meeting, ones in groupby(own_invitations(access), key=lambda one: one.meeting)
        ]
        coming = [
            {
                "meeting": meeting,
                "times": times(meeting).strip(),
                "last": last_day(meeting.sign_up_by, meeting.held_on),
                "open": last_day(meeting.sign_up_by, meeting.held_on) >= today,
                "own": [(one, *answer_said(one)) for one in ones],
            }
            for meeting, ones in meetings
            if meeting.held_on >= today and meeting.state != State.HELD
        ]
        been = [
            {"meeting": meeting, "to_mark": [one for one in ones if one.attended and one.score is None]}
            for meeting, ones in reversed(meetings)
            if meeting.held_on < today or meeting.state == State.HELD
        ]
        wishes: Any = ThemeWish.objects.filter(
            presence__enterprise__in=access.own_enterprises(ENTERPRISE_USER), year__gte=today.year
        )
        posts: Any = BoardPost.objects
        newest = showing(posts.visible_to(access), today).select_related("presence__enterprise")
        context = {
            "title": "Netværk",
            "coming": coming,
            "been": been,
            "wishes": wishes.select_related("presence__enterprise"),
            "posts": newest[:POSTS_SHOWN],
            "several": own_presences(access, today).count() > 1,
        }
        return render(request, "enterprises/network.html", context)


class NetworkMeetingPage(OfOwnNetwork):
    """Programme, the own answers, and afterwards minutes and what the others thought, where they are enough to hide behind."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        own = list(own_invitations(self.request.access).filter(meeting=kwargs["pk"]))
        if not own:
            raise Http404
        meeting, today = own[0].meeting, timezone.localdate()
        number, average = evaluation_of(meeting)
        last = last_day(meeting.sign_up_by, meeting.held_on)
        context = {
            "title": str(meeting),
            "crumb": crumb(),
            "meeting": meeting,
            "when": danish.capital(when_and_where(meeting)),
            "own": [(one, *answer_said(one)) for one in own],
            "last": last,
            "open": meeting.state == State.PLANNED and meeting.held_on >= today and last >= today,
            "over": meeting.state == State.PLANNED and last < today <= meeting.held_on,
            "marks": number,
            "average": shown_average(number, average),
        }
        return render(request, "enterprises/network_meeting.html", context)


class _OwnEdit(OfOwnNetwork, RecordEdit):
    """An invitation to one of one's own enterprises."""

    model = MeetingInvitation
    permission = ANSWER
    template_name = "enterprises/network_form.html"
    conflict_template_name = "enterprises/network_conflict.html"

    def visible(self) -> Any:
        return own_invitations(self.request.access)

    def done_url(self, record: Any) -> str:
        return own_url(record.meeting)

    def cancel_url(self, record: Any) -> str:
        return own_url(record.meeting)

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": crumb(), "here": (str(record.meeting), own_url(record.meeting))}


class Answering(_OwnEdit):
    """Kommer I? The two buttons lead here with the answer chosen, so that only the number is left to write."""

    form_class = AnswerForm
    change = staticmethod(services.answer)
    title = "Kommer {record.enterprise}?"
    submit_text = "Send svaret"
    done_text = "Tak for svaret. I kan ændre det, så længe fristen ikke er gået."

    def make_form(self, instance: Any, data: Any = None) -> Any:
        form = super().make_form(instance, data)
        if data is None and self.request.GET.get("svar") in {"yes", "no"}:
            form.initial["answer"] = self.request.GET["svar"]
        if data is None and not form.initial.get("people"):
            form.initial["people"] = 1
        return form

    def page(self, form: Any, record: Any, status: int = 200) -> HttpResponse:
        self.lead = danish.capital(when_and_where(record.meeting)) + "."
        return super().page(form, record, status)


class Evaluating(_OwnEdit):
    """What the meeting gave, from those who were there."""

    form_class = EvaluationForm
    change = staticmethod(services.evaluate)
    title = "Hvad fik I ud af mødet?"
    lead = "To spørgsmål. Svarene bruges, når de næste møder planlægges."
    done_text = "Tak. Svaret er gemt."

    def visible(self) -> Any:
        return super().visible().filter(meeting__state=State.HELD, attended__gt=0)


class WishAdd(OfOwnNetwork, RecordAdd):
    """A theme for next year."""

    model = ThemeWish
    permission = ANSWER
    form_class = WishForm
    template_name = "enterprises/network_form.html"
    service = staticmethod(services.add_wish)
    title = "Ønsk et emne"
    lead = "Kommunen samler ønskerne, når næste års møder planlægges."
    submit_text = "Send ønsket"
    done_text = "Ønsket ”{record}” er sendt."

    def start(self) -> ThemeWish:
        return ThemeWish(year=timezone.localdate().year + 1)

    def form_options(self) -> dict[str, Any]:
        return {"own": own_presences(self.request.access, timezone.localdate())}

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:network")

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": crumb()}


class WishRemove(OfOwnNetwork, RecordRemove):
    model = ThemeWish
    permission = ANSWER
    template_name = "enterprises/network_confirm.html"
    service = staticmethod(services.remove_wish)
    title = "Træk ønsket ”{record}” tilbage?"

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:network")

    def cancel_url(self, record: Any) -> str:
        return reverse("enterprises:network")

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": crumb()}
