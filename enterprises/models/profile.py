"""What an enterprise shows of itself: products, pictures, awards, contacts, and what of it the public sees."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from socialportal.accounts.models import Municipality, User
from socialportal.common.records import LiveManager, Record

from .belonging import OfEnterpriseQuerySet
from .enterprise import Enterprise
from .vocabulary import ProductCategory


def own_page(enterprise: Enterprise) -> str:
    """Where an enterprise's page is seen as the public will see it, and changed."""
    return reverse("enterprises:own", args=[enterprise.slug])


class Picture(Record):
    """A picture, made anew from what was uploaded and kept under a name that cannot be guessed."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="pictures", verbose_name="virksomhed"
    )
    file = models.ImageField(
        "billede", upload_to="billeder/", max_length=200, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField("bredde", editable=False, default=0)
    height = models.PositiveIntegerField("højde", editable=False, default=0)
    alt_text = models.CharField(
        "beskrivelse af billedet",
        max_length=250,
        help_text="Hvad billedet viser, for dem der ikke kan se det: ”To unge planter træer i skolehaven.”",
    )
    credit = models.CharField("fotograf", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    HISTORY = {"added": "lagde billedet ”{label}” op", "removed": "slettede billedet ”{label}”"}
    objects = LiveManager.from_queryset(OfEnterpriseQuerySet)()

    class Meta:
        verbose_name = "billede"
        verbose_name_plural = "billeder"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.alt_text

    def get_absolute_url(self) -> str:
        """Where the enterprise's pictures stand."""
        return f"{own_page(self.enterprise)}#billeder"


class Product(Record):
    """Something that can be bought."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="products", verbose_name="virksomhed"
    )
    name = models.CharField("vare eller ydelse", max_length=120)
    categories = models.ManyToManyField(
        ProductCategory, blank=True, related_name="products", verbose_name="hvad det er"
    )
    text = models.TextField("beskrivelse", max_length=1000, blank=True)
    price_text = models.CharField(
        "pris", max_length=120, blank=True, help_text="Som I selv vil sige det, fx ”Fra 95 kr. pr. person”."
    )
    how_to_order = models.CharField(
        "sådan bestiller man", max_length=250, blank=True, help_text="Fx ”Ring senest to dage før”."
    )
    picture = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="billede"
    )
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    HISTORY = {"added": "tilføjede ”{label}”", "removed": "slettede ”{label}”"}
    objects = LiveManager.from_queryset(OfEnterpriseQuerySet)()

    class Meta:
        verbose_name = "vare eller ydelse"
        verbose_name_plural = "varer og ydelser"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the enterprise's products stand."""
        return f"{own_page(self.enterprise)}#varer"


class Award(Record):
    """A prize or other public praise."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="awards", verbose_name="virksomhed"
    )
    name = models.CharField("pris eller hæder", max_length=160)
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(1900), MaxValueValidator(2100)])
    given_by = models.CharField("givet af", max_length=160, blank=True)

    HISTORY = {"added": "tilføjede ”{label}”", "removed": "slettede ”{label}”"}
    objects = LiveManager.from_queryset(OfEnterpriseQuerySet)()

    class Meta:
        verbose_name = "pris eller hæder"
        verbose_name_plural = "priser og hæder"
        ordering = ["-year", "name"]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    def get_absolute_url(self) -> str:
        """Where the enterprise's awards stand."""
        return f"{own_page(self.enterprise)}#priser"


class ContactPerson(Record):
    """Whom to call: everywhere, or in one of the municipalities the enterprise is active in."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="contact_people", verbose_name="virksomhed"
    )
    # Not called `municipality`: the record belongs to the enterprise, and the rules must not take it for the municipality's.
    only_in = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kun i",
        help_text="Tomt: i alle kommuner, hvor I er aktive.",
    )
    name = models.CharField("navn", max_length=120)
    title = models.CharField("stilling", max_length=120, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    public = models.BooleanField("må stå på den offentlige side", default=False, help_text="Spørg personen først.")
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    HISTORY = {"added": "tilføjede kontaktpersonen {label}", "removed": "slettede kontaktpersonen {label}"}
    objects = LiveManager.from_queryset(OfEnterpriseQuerySet)()

    class Meta:
        verbose_name = "kontaktperson"
        verbose_name_plural = "kontaktpersoner"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the enterprise's contacts stand."""
        return f"{own_page(self.enterprise)}#kontakt"


class Publication(models.Model):
    """What the public sees of an enterprise's own words: the profile as it was when it last was made public.

    Name, status and places are the municipality's facts and always stand as they are. `data` has what is shown, `words` what
    is searched in, and `marks` what is filtered by (`|branche:food|vare:catering|stoette:buddy|maalgruppe:veterans|`), so
    that the directory reads one row an enterprise and says nothing that is not shown. Made by `services.publication`.
    """

    enterprise = models.OneToOneField(
        Enterprise, on_delete=models.CASCADE, related_name="publication", verbose_name="virksomhed"
    )
    data = models.JSONField("det, der vises", default=dict)
    words = models.TextField("det, der søges i", blank=True)
    marks = models.TextField("det, der vælges efter", blank=True)
    published_at = models.DateTimeField("offentliggjort")
    published_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="offentliggjort af"
    )
    # Set while changes wait for the municipality; the words to the enterprise when it sent them back.
    waiting_since = models.DateTimeField("venter på godkendelse siden", null=True, blank=True)
    comment = models.CharField("kommunens bemærkning", max_length=500, blank=True)

    class Meta:
        verbose_name = "offentlig side"
        verbose_name_plural = "offentlige sider"

    def __str__(self) -> str:
        return str(self.enterprise)

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("enterprises:public", args=[self.enterprise.slug])
