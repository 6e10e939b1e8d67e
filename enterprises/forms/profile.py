"""Forms of an enterprise's own page: texts, words from the lists, products, pictures, awards, contacts, people."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import role_names
from socialportal.accounts.models import Membership, Municipality, User
from socialportal.common.forms import RecordForm
from socialportal.common.pictures import ACCEPT

from ..models import Award, ContactPerson, Enterprise, Picture, Presence, Product
from .enterprise import ABOUT, CONTACT, WORDS, AboutForm
from .fields import WebAddress, name_the_blank


class ProfileTextsForm(AboutForm):
    """What an enterprise tells of itself in words of its own."""

    class Meta:
        model = Enterprise
        fields = [
            "summary",
            "social_purpose",
            "locality",
            "address",
            "email",
            "phone",
            "website",
            "founded_year",
            "year_ends_month",
        ]
        field_classes = {"website": WebAddress}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "version",
            Fieldset("Det laver I", *ABOUT),
            Fieldset("Her er I", *CONTACT),
            Fieldset("Om virksomheden", "founded_year", "year_ends_month"),
        )


class ProfileWordsForm(RecordForm):
    """What is chosen from the national lists, so that others can find the enterprise."""

    class Meta:
        model = Enterprise
        fields = WORDS
        widgets = dict.fromkeys(WORDS, forms.CheckboxSelectMultiple)
        labels = {"trades": "Jeres brancher", "target_groups": "Hvem I er for", "support": "Støtte, I kan give"}


class _Ordered(RecordForm):
    """Forms with a place on the page. No place written: the service puts it last, and one that has a place keeps it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False
        if not self.instance.pk:
            self.initial.pop("order", None)
            self.fields["order"].initial = None

    def clean_order(self) -> int:
        """The place as it was, when nothing is written."""
        return self.cleaned_data.get("order") or self.instance.order or 0


class ProductForm(_Ordered):
    """Something that can be bought."""

    class Meta:
        model = Product
        fields = ["name", "text", "categories", "price_text", "how_to_order", "picture", "order"]
        widgets = {"categories": forms.CheckboxSelectMultiple}
        labels = {"categories": "Hvad er det?", "order": "Plads på siden"}
        help_texts = {
            "order": "Det med det laveste tal står først. Tomt: sidst.",
            "categories": "Så købere kan finde det.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 4
        own = Picture.objects.filter(enterprise=self.instance.enterprise_id)
        if own.exists():
            self.fields["picture"].queryset = own  # type: ignore[attr-defined]
            self.fields["picture"].empty_label = "Intet billede"  # type: ignore[attr-defined]
        else:
            del self.fields["picture"]


class PictureForm(_Ordered):
    """The words of a picture."""

    class Meta:
        model = Picture
        fields = ["alt_text", "credit", "order"]
        labels = {"alt_text": "Hvad viser billedet?", "order": "Plads på siden"}
        help_texts = {
            "alt_text": "Læses op for dem, der ikke kan se det, fx ”To unge planter træer i skolehaven.”",
            "order": "Det med det laveste tal står først og størst. Tomt: sidst.",
        }


class NewPictureForm(PictureForm):
    """A picture and its words."""

    upload = forms.FileField(
        label="Billede",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="PNG, JPEG eller WebP på højst 10 MB. Portalen fjerner alt, der følger med billedet, også hvor det er taget.",
        error_messages={"required": "Vælg et billede."},
    )
    field_order = ["token", "upload", "alt_text", "credit", "order"]


class AwardForm(RecordForm):
    """A prize or other praise."""

    class Meta:
        model = Award
        fields = ["name", "year", "given_by"]


class ContactForm(_Ordered):
    """A person to call."""

    class Meta:
        model = ContactPerson
        fields = ["name", "title", "email", "phone", "only_in", "public", "order"]
        labels = {"only_in": "Gælder i", "order": "Plads på siden"}
        help_texts = {
            "public": "Spørg personen først. Ellers ser kun kommunen og I selv navnet.",
            "order": "Den med det laveste tal står først. Tomt: sidst.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Presence.objects.filter(enterprise=self.instance.enterprise_id).values("municipality")
        places = Municipality.objects.filter(pk__in=here)
        if places.count() > 1:
            self.fields["only_in"].queryset = places  # type: ignore[attr-defined]
            name_the_blank(self.fields["only_in"], "Alle kommuner, hvor I er aktive")
        else:
            del self.fields["only_in"]
        self.helper = FormHelper()
        rows = [name for name in ("only_in", "public", "order") if name in self.fields]
        hidden = "version" if self.instance.pk else "token"
        self.helper.layout = Layout(hidden, "name", "title", Row("email", "phone"), *rows)


class CaretakerForm(RecordForm):
    """Whom at the municipality the enterprise calls."""

    class Meta:
        model = Presence
        fields = ["caretaker"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Membership.objects.active_on(timezone.localdate()).filter(
            municipality=self.instance.municipality_id, role__in=roles.STAFF
        )
        people = User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name")
        self.fields["caretaker"].queryset = people  # type: ignore[attr-defined]
        self.fields["caretaker"].empty_label = "Ingen bestemt"  # type: ignore[attr-defined]


class ApprovalForm(forms.Form):
    """What was seen, and the words to the enterprise when it is sent back."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    comment = forms.CharField(
        label="Bemærkning til virksomheden",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kun når I sender ændringerne tilbage: Hvad skal rettes?",
    )


class InvitePersonForm(forms.Form):
    """Whom, and to which role at the enterprise."""

    name = forms.CharField(label="Navn", max_length=120)
    email = forms.EmailField(label="E-mail", max_length=254, help_text="Invitationen sendes hertil.")
    role = forms.ChoiceField(
        label="Rolle",
        widget=forms.RadioSelect,
        initial=roles.ENTERPRISE_USER,
        help_text="En virksomhedsbruger retter siden og svarer kommunen. En mentor følger kun sine deltagere.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = role_names()
        self.fields["role"].choices = [(code, names[code]) for code in roles.OF_ENTERPRISES]  # type: ignore[attr-defined]
