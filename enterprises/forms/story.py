"""The form of a story, with its picture."""

from typing import Any

from django import forms

from socialportal.common.pictures import ACCEPT

from ..models import Story
from .fields import SourceForm


class StoryForm(SourceForm):
    """A story of the year."""

    upload = forms.FileField(
        label="Billede",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="PNG, JPEG eller WebP på højst 10 MB. Portalen fjerner alt, der følger med billedet, også hvor det er taget.",
    )
    without_picture = forms.BooleanField(label="Fjern billedet, der er der nu", required=False)

    class Meta:
        model = Story
        fields = ["year", "title", "text", "happened_on", "order", "picture_alt", "consent_on", "source_note"]

    field_order = [
        "version",
        "token",
        "year",
        "title",
        "text",
        "happened_on",
        "order",
        "upload",
        "without_picture",
        "picture_alt",
        "consent_on",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 12
        if self.instance.picture:
            self.fields["upload"].label = "Et andet billede"
        else:
            del self.fields["without_picture"]

    def _post_clean(self) -> None:
        """The model's rule on pictures is asked by the service, which says it beside the field."""
        picture = self.instance.picture
        if self.cleaned_data.get("without_picture"):
            self.instance.picture = ""
        super()._post_clean()  # type: ignore[misc]
        self.instance.picture = picture
