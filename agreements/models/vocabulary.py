"""National lists of the work: outcomes, kinds of placement, reasons, questions. Dated, because the law is being rewritten."""

from django.db import models

from socialportal.common.records import Vocabulary


class OutcomeType(Vocabulary):
    """Status efter endt forløb. The group is what may be told about small numbers of people."""

    class Group(models.TextChoices):
        JOB = "job", "Job"
        EDUCATION = "education", "Uddannelse eller undervisning"
        CLARIFICATION = "clarification", "Afklaring"
        STOPPED = "stopped", "Stoppet"
        OTHER = "other", "Andet"

    group = models.CharField("gruppe", max_length=20, choices=Group.choices)

    class Meta(Vocabulary.Meta):
        verbose_name = "status efter endt forløb"
        verbose_name_plural = "statusser efter endt forløb"

    @property
    def is_positive(self) -> bool:
        """In job, education or teaching (domain-model R25)."""
        return self.group in {self.Group.JOB, self.Group.EDUCATION}


class PlacementType(Vocabulary):
    """Kind of job. `code` is what figures are named by (`placements_<code>`)."""

    FLEX = "fleksjob"

    class Meta(Vocabulary.Meta):
        verbose_name = "jobtype"
        verbose_name_plural = "jobtyper"

    @property
    def is_flex(self) -> bool:
        """Followed by law (domain-model R8). The code stays when the law renames the type."""
        return self.code == self.FLEX


class NoPlanReason(Vocabulary):
    """Why a course has no individual plan: a coded reason, never free text about a person."""

    class Meta(Vocabulary.Meta):
        verbose_name = "grund til ingen plan"
        verbose_name_plural = "grunde til ingen plan"


class ExtensionReason(Vocabulary):
    """Why a course was extended."""

    class Meta(Vocabulary.Meta):
        verbose_name = "grund til forlængelse"
        verbose_name_plural = "grunde til forlængelse"


class FocusArea(Vocabulary):
    """What an agreement on courses aims at."""

    class Meta(Vocabulary.Meta):
        verbose_name = "fokus i aftalen"
        verbose_name_plural = "fokus i aftalen"


class EvaluationQuestion(Vocabulary):
    """One of the questions by which every agreement is evaluated, so that agreements can be compared."""

    class Meta(Vocabulary.Meta):
        verbose_name = "evalueringsspørgsmål"
        verbose_name_plural = "evalueringsspørgsmål"


class PauseReason(Vocabulary):
    """Why a course stands still: a coded reason, never free text about a person."""

    class Meta(Vocabulary.Meta):
        verbose_name = "grund til pause"
        verbose_name_plural = "grunde til pause"


class DelayReason(Vocabulary):
    """Why a deadline was passed."""

    class Meta(Vocabulary.Meta):
        verbose_name = "grund til overskredet frist"
        verbose_name_plural = "grunde til overskredne frister"


class PlacementEndReason(Vocabulary):
    """Why a job ended. `moved_on` marks those who went to an ordinary enterprise, which progression counts."""

    moved_on = models.BooleanField("videre til en ordinær virksomhed", default=False)

    class Meta(Vocabulary.Meta):
        verbose_name = "grund til jobbets ophør"
        verbose_name_plural = "grunde til jobs ophør"


class DescriptionKind(Vocabulary):
    """What is written about a course for those who decide, and for whom. The law renames both."""

    receiver = models.CharField("modtager", max_length=120)

    class Meta(Vocabulary.Meta):
        verbose_name = "slags beskrivelse"
        verbose_name_plural = "slags beskrivelser"


class Competence(Vocabulary):
    """What somebody can do."""

    class Meta(Vocabulary.Meta):
        verbose_name = "kompetence"
        verbose_name_plural = "kompetencer"


class Consideration(Vocabulary):
    """Skånehensyn: what a workplace must take into account. Never a diagnosis."""

    class Meta(Vocabulary.Meta):
        verbose_name = "skånehensyn"
        verbose_name_plural = "skånehensyn"


class ReasonablenessRule(Vocabulary):
    """Rimelighedskravet: how many may be in internship and wage subsidy for so many ordinary employees, from a day on."""

    employees_per_place = models.PositiveSmallIntegerField("ordinært ansatte pr. plads", default=5)
    up_to = models.PositiveSmallIntegerField("op til så mange ansatte", default=50)
    employees_per_place_above = models.PositiveSmallIntegerField("ordinært ansatte pr. plads derover", default=10)
    at_least = models.PositiveSmallIntegerField("altid mindst", default=1)

    class Meta(Vocabulary.Meta):
        verbose_name = "regel om rimelighed"
        verbose_name_plural = "regler om rimelighed"
