"""National lists of words about enterprises, with the time they are in use."""

from django.db import models

from socialportal.common.records import Vocabulary


class TargetGroup(Vocabulary):
    """Whom an enterprise or an agreement is for."""

    class Meta(Vocabulary.Meta):
        verbose_name = "målgruppe"
        verbose_name_plural = "målgrupper"


class LegalForm(Vocabulary):
    """Form of an enterprise, as the law or its statutes name it."""

    class Meta(Vocabulary.Meta):
        verbose_name = "virksomhedsform"
        verbose_name_plural = "virksomhedsformer"


class Trade(Vocabulary):
    """Branche: what an enterprise lives of, in the words people search by."""

    class Meta(Vocabulary.Meta):
        verbose_name = "branche"
        verbose_name_plural = "brancher"


class ProductCategory(Vocabulary):
    """What can be bought, in the words of a buyer."""

    class Meta(Vocabulary.Meta):
        verbose_name = "vare- eller ydelsesgruppe"
        verbose_name_plural = "vare- og ydelsesgrupper"


class Support(Vocabulary):
    """What an enterprise can give beside the work itself: mentor hours, a buddy, being picked up in the morning."""

    class Meta(Vocabulary.Meta):
        verbose_name = "støtte på arbejdspladsen"
        verbose_name_plural = "støtte på arbejdspladsen"


class RsvCriterion(Vocabulary):
    """One of the criteria that the act on registered social enterprises sets (§ 5), with how it is documented."""

    meaning = models.TextField("hvad kravet betyder", blank=True)
    documentation = models.TextField("hvad der kan vise det", blank=True)

    class Meta(Vocabulary.Meta):
        verbose_name = "krav til RSV"
        verbose_name_plural = "krav til RSV"


class RsvDuty(Vocabulary):
    """A registered enterprise's duty: months after its financial year, or days after a change (exactly one is set)."""

    months_after_year_end = models.PositiveSmallIntegerField("måneder efter regnskabsåret", null=True, blank=True)
    days_after_change = models.PositiveSmallIntegerField("dage efter en ændring", null=True, blank=True)
    meaning = models.TextField("hvad pligten betyder", blank=True)

    class Meta(Vocabulary.Meta):
        verbose_name = "pligt som RSV"
        verbose_name_plural = "pligter som RSV"


class HelperKind(Vocabulary):
    """What sort of helper: bank, union, rural development, business centre."""

    class Meta(Vocabulary.Meta):
        verbose_name = "slags hjælper"
        verbose_name_plural = "slags hjælpere"
