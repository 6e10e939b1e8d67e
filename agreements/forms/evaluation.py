"""Forms of an evaluation: the eight questions, and the groups of the public edition."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms

from ..models import Evaluation, EvaluationQuestion, OutcomeType
from ..services.evaluation import Group, primary_counts
from .fields import AgreementChoice, WorkForm

MOST_GROUPS = 5
PLACEHOLDERS_HELP = "Skriv tal som pladsholdere, så de følger med optællingen."


class EvaluationForm(WorkForm):
    """When it counts, and an answer to each question that is in use or answered."""

    agreement = AgreementChoice(empty_label="Vælg en aftale")

    class Meta:
        model = Evaluation
        fields = ["agreement", "counted_from", "as_of", "source_note"]
        labels = {"counted_from": "Tæller fra", "as_of": "Opgjort pr."}
        help_texts = {"counted_from": "Den første dag, der tælles med, fx aftalens begyndelse."}
        widgets = {"source_note": forms.Textarea(attrs={"rows": 2})}

    day_field = "as_of"

    def __init__(self, *args: Any, answers_from: Evaluation | None = None, **kwargs: Any) -> None:
        """`answers_from` is an earlier evaluation whose answers a new one begins with, to be gone through and changed."""
        self.answers_from = answers_from
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["agreement"]
        answers = {answer.question_id: answer for answer in self._answers()}
        asked = self._in_use("", EvaluationQuestion.objects.all()) | EvaluationQuestion.objects.filter(pk__in=answers)
        self.questions: dict[str, EvaluationQuestion] = {}
        parts = {}
        for number, question in enumerate(asked.order_by("order"), start=1):
            name = f"answer-{question.code}"
            self.questions[name] = question
            parts[name] = str(question)
            self.fields[name] = forms.CharField(
                label=f"{number}. {question}",
                required=False,
                max_length=4000,
                strip=True,
                widget=forms.Textarea(attrs={"rows": 4}),
                initial=answers[question.pk].text if question.pk in answers else "",
            )
        self.part_fields = parts
        dates: list[Any] = [Row("counted_from", "as_of")]
        self.helper = self._helper(
            [
                Fieldset("Hvad og hvornår", *(["agreement", *dates] if "agreement" in self.fields else dates)),
                Fieldset("De otte spørgsmål" if len(parts) == 8 else "Spørgsmålene", *parts),
                Fieldset("Kilde", "source_note"),
            ]
        )

    def _answers(self) -> Sequence[Any]:
        of = self.instance if self.instance.pk else self.answers_from
        return list(of.answers.all()) if of else []

    @property
    def answers(self) -> dict[EvaluationQuestion, str]:
        """What was written, by question."""
        return {question: self.cleaned_data.get(name, "") for name, question in self.questions.items()}


class SendForm(WorkForm):
    """Nothing to fill in: what is sent is shown above the button."""

    class Meta:
        model = Evaluation
        fields: list[str] = []


def _group_name(groups: Sequence[tuple[str, Any]], number: int) -> str:
    """`Gruppe 2: afklaring`."""
    return f"Gruppe {number}: {groups[number - 1][0]}" if number <= len(groups) else f"Gruppe {number}"


class GroupsForm(WorkForm):
    """Up to five named groups, and for each status that occurs the group it belongs to: so none is in two, none forgotten."""

    class Meta:
        model = Evaluation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counted = primary_counts(self.instance)
        fixed = list(self.instance.public_groups.prefetch_related("types"))
        suggested = not fixed
        groups = self._suggestion() if suggested else [(row.label, list(row.types.all())) for row in fixed]
        belongs = {word.pk: number for number, (_, words) in enumerate(groups, start=1) for word in words}
        # Statuses that were given a group and do not occur keep theirs.
        self.silent = (
            {} if suggested else {pk: n for pk, n in belongs.items() if pk not in {w.pk for w in self.counted}}
        )
        numbers = range(1, MOST_GROUPS + 1)
        for number in numbers:
            self.fields[f"label-{number}"] = forms.CharField(
                label=f"Gruppe {number}",
                required=False,
                max_length=60,
                initial=groups[number - 1][0] if number <= len(groups) else "",
            )
        self.types: dict[str, OutcomeType] = {}
        for word, persons in self.counted.items():
            name = f"type-{word.code}"
            self.types[name] = word
            self.fields[name] = forms.TypedChoiceField(
                label=f"{word} ({persons} forløb)",
                choices=[("", "Vælg en gruppe"), *[(number, _group_name(groups, number)) for number in numbers]],
                coerce=int,
                initial=belongs.get(word.pk, ""),
            )
        self.part_fields = dict.fromkeys([*(f"label-{n}" for n in numbers), *self.types], "offentlige grupper")
        self.helper = self._helper(
            [
                Fieldset("Grupperne, som de trykkes", Row(*(f"label-{number}" for number in numbers))),
                Fieldset("Hvilken gruppe hører hver status til?", Row(*self.types)),
            ]
        )

    def _suggestion(self) -> list[tuple[str, list[OutcomeType]]]:
        """The national groups, those of them that occur."""
        found: dict[str, list[OutcomeType]] = {}
        for word in self.counted:
            found.setdefault(word.get_group_display(), []).append(word)
        return list(found.items())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.types:
            number = data.get(name)
            if number and not data.get(f"label-{number}"):
                self.add_error(f"label-{number}", "Skriv, hvad gruppen hedder, eller flyt dens statusser til en anden.")
        return data

    @property
    def groups(self) -> list[Group]:
        """The groups as they were chosen, without those that nothing belongs to."""
        words = {word.pk: word for word in OutcomeType.objects.filter(pk__in=self.silent)}
        wanted = []
        for number in range(1, MOST_GROUPS + 1):
            label = self.cleaned_data.get(f"label-{number}", "")
            types = [word for name, word in self.types.items() if self.cleaned_data.get(name) == number]
            types += [words[pk] for pk, group in self.silent.items() if group == number]
            if label and types:
                wanted.append(Group(label, frozenset(types)))
        return wanted
