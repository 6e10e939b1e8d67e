"""The enterprise itself: what it is called, what it does. What holds in a municipality is `Presence`."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connections, models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from socialportal.common import danish
from socialportal.common.collation import DANISH
from socialportal.common.records import LiveManager, Record

from ..terms import (
    CSR_PARTNER,
    ENTERPRISE,
    INITIATIVE,
    ON_THE_WAY,
    REGISTERED,
    RSV_ON_THE_WAY,
    RSV_ORDER,
    RSV_REGISTERED,
    Standing,
    standing,
)
from .names import CvrNumber, EnterpriseName
from .vocabulary import LegalForm, Support, TargetGroup, Trade

if TYPE_CHECKING:
    from socialportal.accounts.access import Access

MOST_WORDS = 8  # of a search; nobody types more, and each costs the database
SHORTEST_FORGIVEN = 4
ALIKE = 0.45  # ”sumk” finds Sumak and ”vetranhaven” VeteranHaven, ”haven” does not find Havnehuset


class EnterpriseQuerySet(models.QuerySet):
    """Reads of enterprises."""

    def visible_to(self, access: "Access") -> Self:
        """The first door to the internal pages: one's own municipality's (past ones too) and one's own enterprises."""
        from .presence import Presence

        mine = Presence.objects.filter(enterprise=OuterRef("pk"), municipality__in=access.municipalities())
        return self.filter(Q(Exists(mine)) | Q(pk__in=access.own_enterprises()))

    def public_on(self, day: dt.date) -> Self:
        """Those the public directory shows: listed, in some municipality, on that day."""
        from .presence import Presence

        return self.filter(Exists(Presence.objects.filter(enterprise=OuterRef("pk"), listed=True).active_on(day)))

    def with_standing(self, day: dt.date) -> Self:
        """Adds `kind_now` (of the latest presence that holds) and `rsv_now`, as they are on the day."""
        from .presence import Presence

        here = Presence.objects.filter(enterprise=OuterRef("pk"), listed=True).active_on(day).order_by("-pk")
        return self.annotate(kind_now=Subquery(here.values("kind")[:1]), rsv_now=rsv_on(day, "pk"))

    def search(self, words: str) -> Self:
        """Every word stands somewhere in names (also former ones), summary, products, place or CVR number.

        PostgreSQL forgives a slip of the finger in names.
        """
        from .profile import Product

        found = self
        for number, word in enumerate(words.split()[:MOST_WORDS]):
            others = EnterpriseName.objects.filter(enterprise=OuterRef("pk"))
            products = Product.objects.filter(enterprise=OuterRef("pk"))
            hit = (
                Q(name__icontains=word)
                | Q(summary__icontains=word)
                | Q(Exists(products.filter(name__icontains=word)))
                | Q(locality__icontains=word)
                | Q(Exists(others.filter(name__icontains=word)))
                | Q(Exists(CvrNumber.objects.filter(enterprise=OuterRef("pk"), number__startswith=word)))
            )
            if connections[self.db].vendor == "postgresql" and len(word) >= SHORTEST_FORGIVEN:
                alike, how = f"alike_{number}", TrigramWordSimilarity(word, "name")
                found = found.alias(**{alike: how})
                hit |= Q(**{f"{alike}__gte": ALIKE}) | Q(Exists(others.alias(alike=how).filter(alike__gte=ALIKE)))
            found = found.filter(hit)
        return found


def rsv_on(day: dt.date, enterprise: str) -> Subquery:
    """The furthest state on the way to registration on the day; `enterprise` names the outer row's id of it."""
    from .rsv import RsvPeriod

    order = Case(*[When(state=state, then=Value(place)) for place, state in enumerate(RSV_ORDER)])
    states = RsvPeriod.objects.filter(enterprise=OuterRef(enterprise)).active_on(day).order_by(order)
    return Subquery(states.values("state")[:1])


def stands_as(wanted: str, *, kind: str, rsv: str) -> Q:
    """The rows whose standing has that key, where `kind` and `rsv` name the columns. See `terms.standing`."""
    if wanted == REGISTERED.key:
        return Q(**{rsv: RSV_REGISTERED})
    if wanted == ON_THE_WAY.key:
        return Q(**{f"{rsv}__in": RSV_ON_THE_WAY})
    kinds = {ENTERPRISE.key: "social_enterprise", INITIATIVE.key: "initiative", CSR_PARTNER.key: "csr_partner"}
    further = Q(**{f"{rsv}__in": (RSV_REGISTERED, *RSV_ON_THE_WAY)})
    return Q(**{kind: kinds.get(wanted, "")}) & (Q(**{f"{rsv}__isnull": True}) | ~further)


class Enterprise(Record):
    """A social enterprise, an initiative or a partner company."""

    name = models.CharField("navn", max_length=120, db_collation=DANISH)
    slug = models.SlugField("adresse", max_length=80, unique=True, editable=False)
    summary = models.CharField(
        "kort beskrivelse", max_length=250, blank=True, help_text="Én sætning til listen over virksomheder."
    )
    social_purpose = models.TextField("socialt formål", blank=True)
    legal_form = models.ForeignKey(
        LegalForm, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="virksomhedsform"
    )
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="enterprises", verbose_name="målgrupper"
    )
    trades = models.ManyToManyField(Trade, blank=True, related_name="enterprises", verbose_name="brancher")
    support = models.ManyToManyField(Support, blank=True, related_name="enterprises", verbose_name="støtte, I kan give")
    locality = models.CharField("sted", max_length=120, blank=True, help_text="Fx kvarter, by eller hus.")
    address = models.CharField("adresse", max_length=200, blank=True)
    website = models.URLField("hjemmeside", blank=True, help_text="Begynder med https://")
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    founded_year = models.PositiveSmallIntegerField(
        "grundlagt år", null=True, blank=True, validators=[MinValueValidator(1600), MaxValueValidator(2100)]
    )
    year_ends_month = models.PositiveSmallIntegerField(
        "regnskabsåret slutter i",
        default=12,
        choices=[(number, name) for number, name in enumerate(danish.MONTHS, start=1)],
    )
    confirmed_on = models.DateField("sidst bekræftet", null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name="lagt sammen med",
    )

    HISTORY = {
        "confirmed": "bekræftede, at oplysningerne om {label} er rigtige",
        "published": "gjorde den offentlige side for {label} offentlig",
        "sent_back": "sendte ændringerne på siden for {label} tilbage",
        "merged": "lagde {label} ind under en anden virksomhed",
        "absorbed": "lagde en anden virksomhed ind under {label}",
    }
    objects = LiveManager.from_queryset(EnterpriseQuerySet)()

    class Meta:
        verbose_name = "virksomhed"
        verbose_name_plural = "virksomheder"
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name"], name="enterprises_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its internal page."""
        return reverse("enterprises:detail", args=[self.slug])

    @property
    def standing(self) -> Standing:
        """Of a row read with `with_standing`."""
        return standing(self.kind_now, self.rsv_now)  # type: ignore[attr-defined]

    def name_on(self, day: dt.date) -> str:
        """The name that held on the day: a report prints the name of its date."""
        former = [n for n in self.other_names.all() if n.valid_to and n.valid_to >= day]
        return min(former, key=lambda n: n.valid_to or day).name if former else self.name

    @property
    def product_list(self) -> list[str]:
        """The names of its products and services."""
        return [product.name for product in self.products.all()]
