"""Job: the list, the page of one told step by step with its hours as a line, and its forms."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from socialportal.accounts.access import Access
from socialportal.accounts.rules import may
from socialportal.audit.sentences import history_of
from socialportal.common import danish
from socialportal.common.pages import RecordPage

from ..filters import PlacementFilter
from ..forms.placement import EndPlacementForm, NewPlacementForm, PlacementForm, ReopenPlacementForm
from ..lifecycle import JobStep
from ..models import Course, HoursStep, JobFollowUp, Participant, Placement, PlacementType
from ..services import placement as services
from ..tables import PlacementTable
from ..tabulate import effective_hours
from .doors import HISTORY_SHOWN, OnTheWay, Trail, WorkAdd, WorkEdit, WorkList, WorkRemove, WorkVerb, trail_of
from .effort import shown_hours
from .job_tabs import job_tabs
from .matching import job_from, need_named
from .placement_story import PlacementFacts, story

EDIT = "agreements.edit_placement"


class PlacementList(WorkList):
    """Jobs at enterprises and initiatives."""

    model = Placement
    filter_class = PlacementFilter
    table_class = PlacementTable
    title = "Job"
    counted = ("job", "job")
    empty_text = "Her kommer de job, borgere får hos virksomheder og initiativer."
    create_url_name = "agreements:placement-add"
    create_text = "Registrér et job"
    create_permission = EDIT
    trash_url_name = "agreements:trash"

    def rows(self) -> QuerySet:
        rows: Any = self.visible()
        return rows.with_hours(timezone.localdate()).select_related("type", "presence__enterprise")

    def more(self) -> dict[str, Any]:
        return job_tabs(self.request.access, "agreements:placements")


class OfPlacement(OnTheWay):
    """Pages of one job."""

    model = Placement
    permission = EDIT

    def visible(self) -> QuerySet:
        """With what and where."""
        return super().visible().select_related("type", "presence__enterprise", "presence__municipality")

    def trail(self, record: Any) -> Trail:
        """From the list."""
        return trail_of("Job", "agreements:placements", *([record] if record.pk else []))


class PlacementAdd(OfPlacement, WorkAdd):
    """A new job; `?forloeb=` says what it came of, `?deltager=` who got it, `?behov=` which need it meets."""

    form_class = NewPlacementForm
    title = "Registrér et job"
    submit_text = "Registrér jobbet"
    done_text = "Jobbet er registreret: {record}."
    list_url_name = "agreements:placements"

    def allow(self, permission: str, obj: Any = None) -> None:
        """Whether one may register any at all; the service asks about this one."""
        super().allow(permission)

    def make_form(self, instance: Any, data: Any = None) -> Any:
        form = super().make_form(instance, data)
        if need := need_named(self.request.access, self.request.GET.get("behov", "")):
            form.initial.update(job_from(need))
            self.done_text = f"{type(self).done_text} Er behovet dækket nu, så luk det under Behov."
        if instance.course:
            form.initial["type"] = _type_after(instance.course)
        return form

    def start(self) -> Placement:
        if course := self._named("forloeb", Course):
            return Placement(course=course, participant=course.participant)
        return Placement(participant=self._named("deltager", Participant))

    def _named(self, name: str, model: Any) -> Any:
        key = self.request.GET.get(name, "")
        visible = model.objects.visible_to(self.request.access)
        return visible.filter(pk=key).first() if key.isdecimal() else None

    def make(self, form: Any) -> Placement:
        return services.register_placement(self.request.access, form.instance, hours=form.hours, links=form.links)


def _type_after(course: Course) -> int | None:
    """The kind of job of the same name as the course's status, where there is one."""
    same = PlacementType.objects.filter(code__in=course.outcomes.filter(primary=True).values("type__code"))
    return same.values_list("pk", flat=True).first()


class PlacementEdit(OfPlacement, WorkEdit):
    """Rettelse."""

    form_class = PlacementForm
    change = staticmethod(services.correct_placement)
    title = "Ret job: {record}"
    remove_url_name = "agreements:placement-remove"
    remove_text = "Slet jobbet"


class PlacementEnd(OfPlacement, WorkVerb):
    """Its last day, and why."""

    form_class = EndPlacementForm
    title = "Notér, at jobbet er ophørt: {record}"
    submit_text = "Gem sidste dag"
    done_text = "Jobbets sidste dag er noteret."

    def act(self, record: Placement, data: dict[str, Any], version: int) -> Placement:
        return services.end_placement(
            self.request.access,
            record,
            ended_on=data["ended_on"],
            end_reason=data["end_reason"],
            expected_version=version,
        )


class PlacementReopen(OfPlacement, WorkVerb):
    """Takes back an end."""

    form_class = ReopenPlacementForm
    title = "Genåbn job: {record}"
    submit_text = "Genåbn jobbet"
    done_text = "Jobbet er genåbnet, og grunden til ophør er fjernet."

    def act(self, record: Placement, data: dict[str, Any], version: int) -> Placement:
        return services.reopen_placement(self.request.access, record, expected_version=version, reason=data["reason"])


class PlacementRemove(OfPlacement, WorkRemove):
    """Into the trash, with its hours."""

    service = staticmethod(services.remove_placement)

    def losses(self, record: Placement) -> list[str]:
        steps = record.hours.count()
        told = [f"{danish.count(steps, 'trin', 'trin')} med timer og intensitet"] if steps else []
        if held := record.follow_ups.count():
            told.append(danish.count(held, "opfølgning", "opfølgninger"))
        return [*told, "Jobbet tæller ikke længere med i årets tal."]

    def done_url(self, record: Any) -> str:
        return reverse("agreements:placements")


def person_is_known(access: Access, record: Placement) -> bool:
    """Whether the one who asks may see who has the job: not everybody who may see the job."""
    return record.participant is None or may(access, "agreements.view_participant", record.participant)


class PlacementPage(RecordPage):
    """Which job, since when, and how do the hours grow?"""

    model = Placement
    permission = "agreements.view_placement"
    template_name = "agreements/placement_page.html"

    def visible(self) -> QuerySet:
        steps = HoursStep.objects.order_by("valid_from")
        return (
            super()
            .visible()
            .select_related(
                "type",
                "presence__enterprise",
                "presence__municipality",
                "participant",
                "course__participant",
                "course__presence__enterprise",
                "initiative",
                "end_reason",
            )
            .prefetch_related(Prefetch("hours", steps), Prefetch("follow_ups", JobFollowUp.objects.order_by("held_on")))
        )

    def lead(self, record: Placement) -> str:
        begun = f"Begyndt {danish.date(record.started_on)}"
        if record.ended_on:
            return f"{begun}, {'ophørt' if record.ended_on < timezone.localdate() else 'ophører'} {danish.date(record.ended_on)}."
        now = record.hours_on(timezone.localdate())
        if now is None:
            return f"{begun}."
        hours, effective = danish.number(now.hours_per_week), effective_hours(now.hours_per_week, now.intensity)
        said = f"{hours} timer om ugen"
        return (
            f"{begun}. Nu {said}."
            if now.intensity == 100
            else f"{begun}. Nu {said}, {danish.number(effective)} effektive."
        )

    def actions(self, record: Placement) -> Iterable[tuple[str, str]]:
        if self.may(EDIT, record) and record.ended_on and record.ended_on < timezone.localdate():
            yield "Genåbn jobbet", reverse("agreements:placement-reopen", args=[record.pk])

    def facts(self, record: Placement) -> Iterable[tuple[str, Any]]:
        enterprise = record.presence.enterprise
        yield "Virksomhed", format_html('<a href="{}">{}</a>', enterprise.get_absolute_url(), enterprise)
        yield "Jobtype", f"{record.type.name}, midlertidigt" if record.temporary else record.type.name
        yield "Vej til jobbet", danish.capital(record.get_channel_display())
        if record.initiative:
            yield "Gennem initiativ", record.initiative.name
        if record.source_note:
            yield "Kilde og forbehold", record.source_note

    def events(self, record: Placement) -> Iterable[Any]:
        """Names the participant, so it is for those who may see the person."""
        told = [record, *record.hours.all(), *record.follow_ups.all()]
        return history_of(told, HISTORY_SHOWN) if person_is_known(self.request.access, record) else []

    def more(self, record: Placement) -> dict[str, Any]:
        steps, knows = list(record.hours.all()), person_is_known(self.request.access, record)
        course = record.course if knows and record.course and record.course.deleted_at is None else None
        facts = PlacementFacts(record, timezone.localdate(), knows)
        return {
            "next": self.next_step(record, facts) if self.may(EDIT, record) else None,
            "lines": story(facts),
            "trail": trail_of("Job", "agreements:placements"),
            "badges": list(self.badges(record)),
            **shown_hours(steps, "hours-edit"),
            "participant": record.participant if knows else None,
            "course": course,
            "may_edit": self.may(EDIT, record),
        }

    def next_step(self, record: Placement, facts: PlacementFacts) -> dict[str, Any] | None:
        """What is to be done, in words, with the buttons that do it; the first one is the filled one."""
        step, due = facts.next, danish.date(facts.next.due)
        follow_up, hours, end = (
            (text, reverse(f"agreements:{name}", args=[record.pk]))
            for text, name in (
                ("Notér en opfølgning", "job-follow-up-add"),
                ("Registrér nye timer", "hours-add"),
                ("Genåbn jobbet", "placement-reopen") if record.ended_on else ("Jobbet ophører", "placement-end"),
            )
        )
        match step.step:
            case JobStep.DONE:
                return None
            case JobStep.WAIT:
                return {"heading": f"jobbet begynder {due}", "text": "", "quiet": True, "actions": [hours, end]}
            case JobStep.REVIEW | JobStep.STATUS:
                what = "gør status på fleksjobbet" if step.step is JobStep.STATUS else "hold opfølgning på fleksjobbet"
                was = "skulle være holdt" if step.overdue else "skal være holdt"
                text = f"Den {was} senest {due}. Det er en lovfrist."
                return {"heading": what, "text": text, "overdue": step.overdue, "actions": [follow_up, hours, end]}
            case JobStep.HOURS:
                return {"heading": "skriv timer og intensitet", "text": "", "actions": [hours, follow_up, end]}
        text = f"Næste opfølgning på fleksjobbet er {due}." if due else "Der er ingen frister."
        return {"heading": "følg jobbet", "text": text, "quiet": True, "actions": [hours, follow_up, end]}

    def badges(self, record: Placement) -> Iterable[tuple[str, str]]:
        """Running or not, and whether it counts towards the goal."""
        today = timezone.localdate()
        if record.ended_on and record.ended_on < today:
            yield "full", "Jobbet er ophørt"
        elif record.started_on > today:
            yield "todo", "Begynder senere"
        else:
            yield "ok", "Jobbet løber"
        counts = record.channel == Placement.Channel.MUNICIPALITY
        yield "plain", "Tæller med i målet for job" if counts else "Tæller ikke med i målet for job"
