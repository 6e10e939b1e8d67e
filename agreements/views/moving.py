"""A course in other hands: transferred to another agreement, followed by another mentor; and revisions of its plan."""

from typing import Any

from django.db.models import QuerySet

from socialportal.common import danish

from ..forms.course import BEYOND
from ..forms.moving import MentorForm, RevisionForm, TransferForm
from ..models import Course, PlanRevision
from ..services import mentor as mentors
from ..services import plan as plans
from ..services import transfer
from .course_verbs import AsksForAReason
from .doors import WorkRemove, WorkVerb
from .of_course import OfCourse, PartAdd, PartOfCourse, visible_parts


class CourseTransfer(AsksForAReason, OfCourse, WorkVerb):
    """Ends this course and begins one under another agreement the same day."""

    form_class = TransferForm
    title = "Overfør {record.participant} til en anden aftale"
    lead = (
        "Forløbet her afsluttes som overført, og et nyt begynder samme dag under den nye aftale. Historikken følger med, "
        "og der skal laves en ny individuel plan."
    )
    submit_text = "Overfør"
    done_text = "Forløbet er overført. Her er det nye."

    def act(self, record: Course, data: dict[str, Any], version: int) -> Course:
        return transfer.transfer_course(
            self.request.access,
            record,
            expected_version=version,
            moved_on=data["moved_on"],
            agreement=data["agreement"],
            over_capacity_reason=data.get(BEYOND, ""),
        )


class CourseMentor(OfCourse, WorkVerb):
    """Who at the enterprise sees the course."""

    form_class = MentorForm
    title = "Mentor for {record.participant}"
    lead = (
        "Mentoren ser forløbets datoer, plan og fremmøde, og kan bede om et møde. På listen står virksomhedens mentorer; "
        "mangler der en, skal virksomheden eller koordinatoren invitere vedkommende."
    )
    submit_text = "Gem mentor"
    done_text = "Mentoren er noteret."

    def act(self, record: Course, data: dict[str, Any], version: int) -> Course:
        return mentors.set_mentor(self.request.access, record, expected_version=version, mentor=data["mentor"])


# --- Revisions of the plan ----------------------------------------------------------------------------------------------
class RevisionAdd(PartAdd):
    """What happened to the plan on a day."""

    model = PlanRevision
    form_class = RevisionForm
    title = "Notér om planen for {participant}"
    lead = "Kun dagen og hvad der skete. Selve planen ligger i kommunens sagssystem."
    submit_text = "Notér"
    done_text = "Det er noteret om planen."

    def start(self) -> PlanRevision:
        """Which plan is found when it is saved: showing the form must not make one."""
        self.allow(self.permission, self.course)
        return PlanRevision()

    def allow(self, permission: str, obj: Any = None) -> None:
        """The rule is about the course; a revision that is not saved has no plan yet."""
        super().allow(permission, self.course if isinstance(obj, PlanRevision) else obj)

    def make(self, form: Any) -> PlanRevision:
        form.instance.plan = plans.plan_of(self.course)
        return plans.note_revision(self.request.access, form.instance)


class RevisionRemove(PartOfCourse, WorkRemove):
    """One that was entered by mistake."""

    model = PlanRevision
    path = "plan__course"
    service = staticmethod(plans.remove_revision)
    title = "Slet det om planen?"

    def visible(self) -> QuerySet:
        """Of plans that are not in the trash."""
        return visible_parts(self.model, self.request.access, self.path).filter(plan__deleted_at=None)

    def losses(self, record: PlanRevision) -> list[str]:
        return [f"{record.get_kind_display()} {danish.date(record.revised_on)}"]
