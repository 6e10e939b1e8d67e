"""Forms of a course that moves to other hands: transfer, mentor, and revisions of its plan."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.utils import timezone

from socialportal.accounts.models import User
from socialportal.common.forms import DateInput

from ..models import Course, PlanRevision
from ..services.mentor import mentors_of
from .course import BEYOND, CourseVerbForm
from .fields import AgreementChoice, WorkForm


class TransferForm(CourseVerbForm):
    """To which agreement, and from when."""

    moved_on = forms.DateField(label="Første dag i det nye forløb", widget=DateInput, initial=timezone.localdate)
    agreement = AgreementChoice(label="Ny aftale", empty_label="Vælg en aftale")

    class Meta:
        model = Course
        fields = [BEYOND]

    field_order = ["agreement", "moved_on", BEYOND]

    def prepare(self) -> None:
        super().prepare()
        field: Any = self.fields["agreement"]
        rows = field.queryset.active_on(timezone.localdate()).exclude(pk=self.instance.agreement_id)
        field.queryset = field.in_use_today(rows)


class MentorForm(WorkForm):
    """One of the enterprise's mentors, or nobody."""

    mentor = forms.ModelChoiceField(User.objects.none(), label="Mentor", required=False, empty_label="Ingen mentor")

    class Meta:
        model = Course
        fields = ["mentor"]

    def prepare(self) -> None:
        field: Any = self.fields["mentor"]
        field.queryset = mentors_of(self.instance) | User.objects.filter(pk=self.instance.mentor_id)


class RevisionForm(WorkForm):
    """What happened to the plan on a day."""

    class Meta:
        model = PlanRevision
        fields = ["kind", "revised_on"]
        widgets = {"kind": forms.RadioSelect}

    def prepare(self) -> None:
        self.fields["revised_on"].initial = timezone.localdate()

    def layout(self) -> Sequence[Any]:
        return ["kind", Row("revised_on")]
