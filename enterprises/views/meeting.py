"""One meeting, before and after: whom to invite, answers by telephone, reminders, the list for the door, who came."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from socialportal.accounts.roles import ENTERPRISE_USER, STAFF
from socialportal.common import danish
from socialportal.common.pages import Door, RecordEdit
from socialportal.common.pages.editing import blame
from socialportal.common.records import Conflict

from ..forms.network import AnswerForm, AttendanceRow, AttendanceTotal, InviteForm
from ..models import MeetingInvitation, NetworkMeeting, Presence
from ..queries_network import active_presences, answers_of, invitations_of, users_of
from ..services import network as services
from ..services.meeting_calendar import as_calendar
from ..services.network_telling import own_url, when_and_where
from .network import CHANGE, crumb

State = NetworkMeeting.State


class OfMeeting(Door):
    """Pages of one meeting, for the coordinator."""

    model = NetworkMeeting
    permission = CHANGE

    def context(self, meeting: NetworkMeeting, title: str) -> dict[str, Any]:
        """For the heading and the way back."""
        return {
            "title": title,
            "meeting": meeting,
            "when": when_and_where(meeting),
            "crumb": crumb(),
            "cancel_url": meeting.get_absolute_url(),
        }


class MeetingInvite(OfMeeting):
    """Whom to invite. Those without users and address are told by telephone, and the list says so."""

    def candidates(self, meeting: NetworkMeeting) -> QuerySet[Presence]:
        """Active in the municipality and not invited yet."""
        there = invitations_of(meeting).values("presence")
        return active_presences(meeting.municipality, timezone.localdate()).exclude(pk__in=there)

    def form(self, meeting: NetworkMeeting, data: Any = None) -> InviteForm:
        """With how each would be told."""
        presences = self.candidates(meeting)
        emails = dict(presences.order_by().values_list("enterprise", "enterprise__email"))
        users = users_of(emails, timezone.localdate())
        ways = {
            pk: "" if pk in users else f"mail til {email}" if email else "ingen adresse: ring selv"
            for pk, email in emails.items()
        }
        return InviteForm(data, presences=presences, ways=ways)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        meeting = self.planned()
        return self.page(meeting, self.form(meeting))

    def planned(self) -> NetworkMeeting:
        """The meeting, while there is somebody to invite to it."""
        meeting = self.the_record()
        if meeting.state != State.PLANNED:
            raise Http404
        return meeting

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        meeting = self.planned()
        form = self.form(meeting, request.POST)
        if form.is_valid():
            wanted = list(form.cleaned_data["presences"])
            try:
                to_ring = services.invite(self.request.access, meeting, wanted)
            except ValidationError as error:
                blame(form, error)
            else:
                messages.success(
                    request, f"{danish.capital(danish.count(len(wanted), 'virksomhed', 'virksomheder'))} er indbudt."
                )
                if to_ring:
                    names = danish.listing(str(one.enterprise) for one in to_ring)
                    messages.warning(request, f"Ring selv til {names}: de har hverken brugere eller e-mailadresse her.")
                return HttpResponseRedirect(meeting.get_absolute_url())
        return self.page(meeting, form, status=422)

    def page(self, meeting: NetworkMeeting, form: InviteForm, status: int = 200) -> HttpResponse:
        """The list with a mark at each."""
        context = self.context(meeting, f"Send indbydelser til {str(meeting)[:1].lower()}{str(meeting)[1:]}") | {
            "form": form,
            "lead": f"{danish.capital(when_and_where(meeting))}. Brugerne får besked og en mail med mødet til kalenderen.",
            "submit_text": "Send indbydelser",
            "nobody": not form.fields["presences"].queryset.exists(),  # type: ignore[attr-defined]
        }
        return render(self.request, "enterprises/meeting_invite.html", context, status=status)


class MeetingRemind(OfMeeting):
    """One button."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        meeting = self.the_record()
        try:
            silent, to_ring = services.remind(self.request.access, meeting)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            told = silent - len(to_ring)
            if told:
                messages.success(
                    request, f"{danish.count(told, 'virksomhed', 'virksomheder')} får en påmindelse i dag."
                )
            if to_ring:
                messages.warning(request, f"Ring selv til {danish.listing(str(one.enterprise) for one in to_ring)}.")
            if not silent:
                messages.info(request, "Alle har svaret.")
        return HttpResponseRedirect(meeting.get_absolute_url())


class AnswerByPhone(RecordEdit):
    """What an enterprise answers by telephone, written by the coordinator."""

    model = MeetingInvitation
    permission = CHANGE
    form_class = AnswerForm
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    change = staticmethod(services.answer)
    title = "Skriv, hvad {record.enterprise} svarer"
    done_text = "Svaret er gemt."

    def visible(self) -> QuerySet:
        rows = super().visible().filter(meeting__deleted_at=None)
        return rows.select_related("meeting__municipality", "presence__enterprise", "presence__municipality")

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": (str(record.meeting), record.meeting.get_absolute_url())}


class MeetingAttendance(OfMeeting):
    """Who came, on one screen that fits a phone. What is typed stays when something is wrong, or another saved meanwhile."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        meeting = self.was()
        initial: dict[str, int | None] = {"version": meeting.version}
        if meeting.state == State.HELD:
            came = sum(one.attended or 0 for one in invitations_of(meeting))
            initial["total"] = meeting.attendees if meeting.attendees != came else None
        return self.page(meeting, self.rows(meeting), AttendanceTotal(initial=initial))

    def was(self) -> NetworkMeeting:
        """The meeting, once its day has come."""
        meeting = self.the_record()
        if meeting.state == State.CANCELLED or meeting.held_on > timezone.localdate():
            raise Http404
        return meeting

    def rows(self, meeting: NetworkMeeting, data: Any = None) -> list[AttendanceRow]:
        """A row for each that was invited."""
        return [AttendanceRow(data, invitation=one) for one in invitations_of(meeting)]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        meeting = self.was()
        rows, total = self.rows(meeting, request.POST), AttendanceTotal(request.POST)
        if not all([total.is_valid(), *(row.is_valid() for row in rows)]):
            return self.page(meeting, rows, total, status=422)
        came = {row.invitation.pk: row.cleaned_data["attended"] or 0 for row in rows}
        known = {"expected_version": total.cleaned_data["version"], "attendees": total.cleaned_data["total"]}
        try:
            services.note_attendance(self.request.access, meeting, came, **known)
        except ValidationError as error:
            blame(total, error)
            return self.page(meeting, rows, total, status=422)
        except Conflict as conflict:
            data = request.POST.copy()
            data["version"] = str(conflict.current.version)  # type: ignore[attr-defined]
            messages.warning(
                request,
                f"{conflict.by or 'En anden'} har gemt noget om mødet imens. Det, du skrev, står her endnu. "
                "Se det igennem, og gem igen.",
            )
            return self.page(meeting, rows, AttendanceTotal(data), status=409)
        messages.success(request, "Fremmødet er gemt, og mødet er noteret som holdt.")
        return HttpResponseRedirect(meeting.get_absolute_url())

    def page(
        self, meeting: NetworkMeeting, rows: list[AttendanceRow], total: AttendanceTotal, status: int = 200
    ) -> HttpResponse:
        """The rows."""
        context = self.context(meeting, "Hvem kom til mødet?") | {"rows": rows, "forms": [*rows, total], "total": total}
        return render(self.request, "enterprises/meeting_attendance.html", context, status=status)


class MeetingParticipants(OfMeeting):
    """The list for the door, to print: enterprises and numbers, and room for a tick."""

    permission = "enterprises.view_network"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        meeting = self.the_record()
        context = self.context(meeting, f"Deltagerliste, {danish.date(meeting.held_on)}") | {
            "invitations": invitations_of(meeting).order_by("-answer", "presence__enterprise__name"),
            "answers": answers_of(meeting),
        }
        return render(request, "enterprises/meeting_participants.html", context)


class MeetingCalendar(Door):
    """The meeting for a calendar: for the municipality's people, and for those invited."""

    model = NetworkMeeting

    def visible(self) -> QuerySet:
        access = self.request.access
        rows = NetworkMeeting.objects.filter(municipality__in=access.municipalities(*STAFF))
        own = MeetingInvitation.objects.filter(presence__enterprise__in=access.own_enterprises(ENTERPRISE_USER))
        return (rows | NetworkMeeting.objects.filter(pk__in=own.values("meeting"))).select_related("municipality")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        meeting = self.the_record()
        staff = meeting.municipality_id in self.request.access.municipalities(*STAFF)
        url = meeting.get_absolute_url() if staff else own_url(meeting)
        response = HttpResponse(as_calendar(meeting, url), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="netvaerksmoede-{meeting.held_on.isoformat()}.ics"'
        response["Cache-Control"] = "private, no-store"
        return response
