"""The network's meetings as the municipality sees them, from plan to minutes."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import Door, RecordAdd, RecordEdit, RecordList, RecordPage, RecordRemove
from socialportal.common.templatetags.portal import status

from ..filters import MeetingFilter
from ..forms.network import CancelForm, HeldMeetingForm, PlannedMeetingForm
from ..models import NetworkMeeting, NetworkPlan
from ..network_terms import grouped, last_day
from ..queries_network import active_presences, answers_of, evaluation_of, invitations_of, wishes_for
from ..services import municipal
from ..services import network as services
from ..services.network_telling import times
from ..tables.network import STATES, MeetingTable
from .doors import events_for

State = NetworkMeeting.State
CHANGE = "enterprises.change_network"


def crumb() -> tuple[str, str]:
    """The way back to the meetings."""
    return "Socialøkonomisk Netværk", reverse("enterprises:meetings")


class Crumbed(Door):
    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        return {"crumb": crumb()}


class MeetingList(RecordList):
    """Meetings of all years, newest first, and the plans."""

    model = NetworkMeeting
    permission = "enterprises.view_network"
    template_name = "enterprises/meetings.html"
    filter_class = MeetingFilter
    table_class = MeetingTable
    title = "Socialøkonomisk Netværk"
    counted = ("møde", "møder")
    empty_text = "Her kommer netværkets møder."
    create_url_name = "enterprises:meeting-plan"
    create_text = "Planlæg et møde"
    create_permission = CHANGE
    trash_url_name = "enterprises:trash"

    def more(self) -> dict[str, Any]:
        access = self.request.access
        here, today = access.municipality, timezone.localdate()
        plans: Any = NetworkPlan.objects
        wished = grouped(wishes_for(here, today.year + 1).values_list("text", "presence__enterprise__name"))
        return {
            "tabs_for": "meetings",
            "plans": plans.visible_to(access),
            "may_plan": self.may(CHANGE),
            "wished": wished[:5],
            "wished_year": today.year + 1,
        }


class MeetingPage(RecordPage):
    """Who is invited, what they answered, who came, what they thought of it."""

    model = NetworkMeeting
    permission = "enterprises.view_network"
    template_name = "enterprises/meeting.html"

    def lead(self, record: NetworkMeeting) -> str:
        return record.theme

    def facts(self, record: NetworkMeeting) -> Iterable[tuple[str, Any]]:
        yield "Dag", f"{danish.date(record.held_on)}{times(record)}"
        if record.place:
            yield "Sted", record.place
        if record.state == State.PLANNED:
            yield "Tilmelding senest", danish.date(last_day(record.sign_up_by, record.held_on))
        if record.state == State.HELD:
            yield "Deltagere", "" if record.attendees is None else danish.number(record.attendees)
        if record.source_note:
            yield "Kilde og forbehold", record.source_note

    def texts(self, record: NetworkMeeting) -> Iterable[tuple[str, str]]:
        yield "Derfor er mødet aflyst", record.cancelled_because
        yield "Referat", record.minutes
        yield "Evaluering", record.evaluation

    def actions(self, record: NetworkMeeting) -> Iterable[tuple[str, str]]:
        if not self.may(CHANGE, record):
            return
        if record.state == State.PLANNED:
            today = timezone.localdate()
            if record.held_on <= today:
                yield "Skriv, hvem der kom", reverse("enterprises:meeting-attendance", args=[record.pk])
            if last_day(record.sign_up_by, record.held_on) >= today and self.others(record):
                text = "Indbyd flere" if record.invited_at else "Send indbydelser"
                yield text, reverse("enterprises:meeting-invite", args=[record.pk])
        if record.state == State.HELD and not record.minutes and record.invited_at:
            yield "Skriv referat", reverse("enterprises:meeting-edit", args=[record.pk])
        elif record.state != State.CANCELLED:
            yield "Ret mødet", reverse("enterprises:meeting-edit", args=[record.pk])
        if record.state == State.PLANNED:
            yield "Aflys mødet", reverse("enterprises:meeting-cancel", args=[record.pk])
        elif record.state == State.HELD and record.invited_at:
            yield "Ret fremmødet", reverse("enterprises:meeting-attendance", args=[record.pk])
        if not services.refusal(record):
            yield "Slet", reverse("enterprises:meeting-remove", args=[record.pk])

    def others(self, record: NetworkMeeting) -> bool:
        """Whether anybody is left to invite."""
        there = invitations_of(record).values("presence")
        return active_presences(record.municipality, timezone.localdate()).exclude(pk__in=there).exists()

    def events(self, record: NetworkMeeting) -> Iterable[Any]:
        return events_for(self.request.access, record)

    def more(self, record: NetworkMeeting) -> dict[str, Any]:
        invitations = list(invitations_of(record)) if record.invited_at else []
        ways = services.network_telling.ways_to([one for one in invitations if not one.answer])
        open_still = record.state == State.PLANNED and record.held_on >= timezone.localdate()
        number, average = evaluation_of(record)
        return {
            "badge": status(STATES[State(record.state)], record.get_state_display()),
            "invitations": [
                (one, not one.answer and open_still and not ways.get(one.enterprise.pk)) for one in invitations
            ],
            "answers": answers_of(record),
            "open_still": open_still,
            "may_change": self.may(CHANGE, record),
            "may_remind": open_still and last_day(record.sign_up_by, record.held_on) >= timezone.localdate(),
            "marks": number,
            "average": average,
            "opinions": [one for one in invitations if one.score],
        }


# --- Adding, changing, cancelling, removing --------------------------------------------------------------------------------
class OfHere(RecordAdd):
    """A new record of the municipality in focus."""

    permission = CHANGE
    template_name = "enterprises/form.html"

    def start(self) -> Any:
        return self.model(municipality=self.request.access.municipality, **self.initial())

    def initial(self) -> dict[str, Any]:
        """What is likely."""
        return {}

    def cancel_url(self, record: Any) -> str:
        return reverse("enterprises:meetings")

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": crumb()}


class MeetingPlan(OfHere):
    """A meeting to come."""

    model = NetworkMeeting
    form_class = PlannedMeetingForm
    service = staticmethod(services.plan_meeting)
    title = "Planlæg et netværksmøde"
    lead = "Ingen får besked endnu. Bagefter vælger du, hvem der skal have en indbydelse."
    submit_text = "Gem mødet"
    done_text = "{record} er planlagt. Nu kan du sende indbydelser."

    def initial(self) -> dict[str, Any]:
        return {"state": State.PLANNED}


class MeetingAdd(OfHere):
    """A meeting that was held without the portal."""

    model = NetworkMeeting
    form_class = HeldMeetingForm
    service = staticmethod(municipal.add)
    title = "Notér et møde, der er holdt"
    lead = "Skal virksomhederne have en indbydelse, så planlæg mødet i stedet."


class MeetingEdit(Crumbed, RecordEdit):
    """A planned meeting, or one that was held: each has its form."""

    model = NetworkMeeting
    permission = CHANGE
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    change = staticmethod(services.change_meeting)

    def visible(self) -> Any:
        return super().visible().exclude(state=State.CANCELLED)

    def make_form(self, instance: Any, data: Any = None) -> Any:
        form = HeldMeetingForm if instance.state == State.HELD else PlannedMeetingForm
        return form(data, instance=instance, access=self.request.access)

    def more(self, record: Any) -> dict[str, Any]:
        warned = ""
        if record.state == State.PLANNED and record.invited_at:
            warned = "De indbudte får besked, hvis dag, klokkeslæt, sted eller emne bliver ændret."
        return super().more(record) | {"danger_text": warned}


class MeetingCancel(Crumbed, RecordEdit):
    """Aflys, and tell why."""

    model = NetworkMeeting
    permission = CHANGE
    form_class = CancelForm
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    lead = "De indbudte får besked med det samme, og mødet bliver slettet i deres kalendere. Det kan ikke fortrydes."
    submit_text = "Aflys mødet"
    done_text = "Mødet er aflyst, og de indbudte får besked."

    def visible(self) -> Any:
        return super().visible().filter(state=State.PLANNED)

    def heading(self, record: NetworkMeeting) -> str:
        return f"Aflys netværksmødet {danish.date(record.held_on)}?"

    @staticmethod
    def change(access: Any, record: NetworkMeeting, *, expected_version: int, links: Any) -> NetworkMeeting:
        """The service, with the reason out of the form."""
        because = record.cancelled_because
        return services.cancel_meeting(access, record, expected_version=expected_version, because=because)


class MeetingRemove(Crumbed, RecordRemove):
    model = NetworkMeeting
    permission = CHANGE
    template_name = "enterprises/confirm.html"
    service = staticmethod(services.remove_meeting)

    def refusal(self, record: NetworkMeeting) -> str:
        return services.refusal(record)

    def losses(self, record: NetworkMeeting) -> list[str]:
        number = answers_of(record).invited
        return [danish.count(number, "indbydelse med svar", "indbydelser med svar")] if number else []

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:meetings")
