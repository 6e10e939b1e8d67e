"""What is done with a course: start, plan, extension, end, statuses, reopening, correction, removal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.records import Conflict

from ..forms.course import (
    BEYOND,
    MADE,
    NONE,
    WAITING,
    CourseForm,
    EndForm,
    ExtendForm,
    PlanForm,
    ReopenForm,
    StartForm,
    StatusForm,
)
from ..models import Agreement, Course, Extension, Participant, Plan, PlanRevision
from ..services import course as services
from ..services import outcome as outcomes
from ..services import plan as plans
from .doors import OnTheWay, WorkAdd, WorkEdit, WorkRemove, WorkVerb
from .matching import course_from, need_named
from .of_course import OfCourse, PartOfCourse


class AsksForAReason(OnTheWay):
    """When the places are full, the form comes back with the question why one goes beyond them."""

    def page(self, form: Any, record: Any, status: int = 200) -> HttpResponse:
        """The question is there before the errors are shown."""
        wanted = form.service_errors.get(BEYOND) if hasattr(form, "service_errors") else None
        if wanted:
            form.ask_for_reason()
            for text in wanted:
                form.add_error(BEYOND, text)
        return super().page(form, record, status)  # type: ignore[misc]

    def save(self, form: Any) -> Any:
        """Keeps a refusal that is about a field the form has not asked for."""
        try:
            return super().save(form)  # type: ignore[misc]
        except ValidationError as error:
            told = error.message_dict if hasattr(error, "error_dict") else {}
            if BEYOND in told and BEYOND not in form.fields:
                form.service_errors = told
                raise ValidationError([]) from error
            raise


class CourseStart(AsksForAReason, OfCourse, WorkAdd):
    """A new course; `?aftale=`, `?deltager=` and `?behov=` say what is known already."""

    form_class = StartForm
    title = "Start et forløb"
    submit_text = "Start forløbet"
    list_url_name = "agreements:courses"

    def start(self) -> Course:
        return Course(started_on=timezone.localdate(), agreement=self._named("aftale", Agreement))

    def _named(self, name: str, model: Any) -> Any:
        key = self.request.GET.get(name, "")
        visible = model.objects.visible_to(self.request.access)
        return visible.filter(pk=key).first() if key.isdecimal() else None

    def allow(self, permission: str, obj: Any = None) -> None:
        """Whether one may start any at all; the service asks about this one."""
        super().allow(permission)

    def make_form(self, instance: Any, data: Any = None) -> Any:
        form = super().make_form(instance, data)
        if chosen := self._named("deltager", Participant):
            form.initial["participant"] = chosen.pk
        if need := need_named(self.request.access, self.request.GET.get("behov", "")):
            form.initial.update(course_from(need))
        return form

    def make(self, form: Any) -> Course:
        return services.start_course(self.request.access, form.instance, newcomer=form.newcomer)

    def finish(self, record: Course) -> HttpResponse:
        """A new number goes on paper now."""
        self.done_text = f"Forløbet for {record.participant} er startet."
        return super().finish(record)


class CourseEdit(AsksForAReason, OfCourse, WorkEdit):
    """Rettelse of dates and agreement."""

    form_class = CourseForm
    change = staticmethod(services.correct_course)
    title = "Ret forløbet for {record.participant}"
    remove_url_name = "agreements:course-remove"
    remove_text = "Slet forløbet"


class CourseRemove(OfCourse, WorkRemove):
    """Into the trash, with its plan, extensions and statuses."""

    service = staticmethod(services.remove_course)
    title = "Slet forløbet for {record.participant}?"

    def losses(self, record: Course) -> list[str]:
        counted = [
            (record.extensions.count(), "forlængelse", "forlængelser"),
            (record.outcomes.count(), "status efter endt forløb", "statusser efter endt forløb"),
            (record.pauses.count(), "pause", "pauser"),
            (record.follow_ups.count(), "opfølgning", "opfølgninger"),
            (record.descriptions.count(), "beskrivelse", "beskrivelser"),
            (record.weeks.count(), "uges fremmøde", "ugers fremmøde"),
            (record.sheets.count(), "fremmødeseddel", "fremmødesedler"),
            (record.hours.count(), "trin med timer og intensitet", "trin med timer og intensitet"),
        ]
        told = [danish.count(number, one, many) for number, one, many in counted if number]
        if Plan.objects.filter(course=record).exclude(made_on=None, no_plan_on=None).exists():
            told.append("Det, der er skrevet om den individuelle plan")
        if jobs := record.placements.count():
            told.append(f"Henvisningen til forløbet fra {danish.count(jobs, 'job', 'job')}")
        return [*told, "Forløbet tæller ikke længere med i aftalens tal."]

    def done_url(self, record: Any) -> str:
        return reverse("agreements:courses")


class CoursePlan(OfCourse, WorkVerb):
    """How it stands with the individual plan."""

    form_class = PlanForm
    title = "Individuel plan for {record.participant}"
    template_name = "agreements/plan_form.html"
    lead = "Her skrives kun datoer og status. Selve planen hører til i kommunens sagssystem. Den er ikke ”Min Plan”."
    done_text = "Det er noteret om planen."

    def make_form(self, instance: Any, data: Any = None) -> Any:
        """Starts from what is known, and compares the plan's version, not the course's."""
        instance = instance.course if isinstance(instance, Plan) else instance
        plan = Plan.objects.filter(course=instance).first()
        form = super().make_form(instance, data)
        form.fields["version"].initial = plan.version if plan else None
        if plan:
            state = MADE if plan.made_on else NONE if plan.no_plan_on else WAITING
            names = ("made_on", "made_together", "owned_by_participant", "sent_on", "no_plan_on", "no_plan_reason")
            form.initial.update({"state": state} | {name: getattr(plan, name) for name in names})
            if plan.no_plan_reason:
                words: Any = form.fields["no_plan_reason"]
                words.queryset = words.queryset | type(plan.no_plan_reason).objects.filter(pk=plan.no_plan_reason.pk)
        return form

    def conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """Made or not, when and why hang together, so all that differs is asked about."""
        conflict.before = None
        return super().conflict(form, conflict)

    def more(self, record: Any) -> dict[str, Any]:
        """With what happened to the plan so far."""
        course = record.course if isinstance(record, Plan) else record
        revisions = PlanRevision.objects.filter(plan__course=course, plan__deleted_at=None)
        return super().more(course) | {"revisions": revisions, "course": course}

    def act(self, record: Course, data: dict[str, Any], version: int) -> Course:
        access = self.request.access
        if data["state"] == MADE:
            made = {name: data[name] for name in ("made_on", "made_together", "owned_by_participant", "sent_on")}
            plans.record_plan(access, record, expected_version=version, **made)
        elif data["state"] == NONE:
            none = {name: data[name] for name in ("no_plan_on", "no_plan_reason")}
            plans.record_no_plan(access, record, expected_version=version, **none)
        else:
            plans.withdraw_plan(access, record, expected_version=version)
        return record


class CourseExtend(OfCourse, WorkVerb):
    """More weeks."""

    form_class = ExtendForm
    title = "Forlæng forløbet for {record.participant}"
    submit_text = "Forlæng"
    done_text = "Forløbet er forlænget."

    def act(self, record: Course, data: dict[str, Any], version: int) -> Course:
        fields = {name: data[name] for name in ("decided_on", "weeks", "extension_reason")}
        services.extend_course(self.request.access, record, expected_version=version, **fields)
        return record


class ExtensionRemove(PartOfCourse, WorkRemove):
    """An extension that was entered by mistake."""

    model = Extension
    service = staticmethod(services.remove_extension)
    title = "Slet forlængelsen?"

    def losses(self, record: Extension) -> list[str]:
        return [f"{danish.count(record.weeks, 'uge', 'uger')}, besluttet {danish.date(record.decided_on)}"]


class CourseEnd(OfCourse, WorkVerb):
    """The last day, with one most important status."""

    form_class = EndForm
    title = "Afslut forløbet for {record.participant}"
    submit_text = "Afslut forløbet"
    done_text = "Forløbet er afsluttet."

    def act(self, record: Course, data: dict[str, Any], version: int) -> Course:
        fields = {name: data[name] for name in ("ended_on", "primary", "further")}
        return services.end_course(self.request.access, record, expected_version=version, **fields)


class CourseStatus(OfCourse, WorkVerb):
    """Rettelse of the statuses of an ended course."""

    form_class = StatusForm
    title = "Ret status for {record.participant}"
    done_text = "Status er rettet."

    def make_form(self, instance: Any, data: Any = None) -> Any:
        form = super().make_form(instance, data)
        rows = list(instance.outcomes.select_related("type"))
        primary = next((row.type_id for row in rows if row.primary), None)  # type: ignore[attr-defined]
        further = [row.type_id for row in rows if not row.primary]  # type: ignore[attr-defined]
        form.initial.update({"primary": primary, "further": further})
        for name in ("primary", "further"):
            field: Any = form.fields[name]
            words = field.queryset.model.objects
            field.queryset = field.queryset | words.filter(pk__in=[primary, *further])
            if instance.ended_on:
                field.queryset = field.queryset | words.active_on(instance.ended_on)
        return form

    def act(self, record: Course, data: dict[str, Any], version: int) -> Course:
        fields = {"primary": data["primary"], "further": data["further"]}
        return outcomes.correct_outcomes(self.request.access, record, expected_version=version, **fields)


class CourseReopen(AsksForAReason, OfCourse, WorkVerb):
    """Takes back an end."""

    form_class = ReopenForm
    title = "Genåbn forløbet for {record.participant}"
    submit_text = "Genåbn forløbet"
    done_text = "Forløbet er genåbnet, og dets status er fjernet."

    def act(self, record: Course, data: dict[str, Any], version: int) -> Course:
        return services.reopen_course(
            self.request.access,
            record,
            expected_version=version,
            reason=data["reason"],
            over_capacity_reason=data.get(BEYOND, ""),
        )
