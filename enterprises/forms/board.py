"""Forms of the notice board."""

from typing import Any

from django.utils import timezone

from socialportal.common.forms import RecordForm

from ..models import BoardPost, BoardReply
from ..network_terms import SHOWN_FOR
from .fields import PresenceChoice
from .network import only_own


class PostForm(RecordForm):
    """What an enterprise offers or asks for."""

    presence = PresenceChoice()

    class Meta:
        model = BoardPost
        fields = ["presence", "kind", "title", "text", "shown_until"]
        help_texts = {
            "text": "Skriv, hvad det er, hvor, hvornår, og hvad I håber på. Skriv ikke om enkelte mennesker.",
            "shown_until": "Bagefter forsvinder opslaget af sig selv. I kan altid lukke det før.",
        }

    def __init__(self, *args: Any, own: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 7
        if self.instance.pk:
            del self.fields["presence"]
            return
        self.initial["shown_until"] = timezone.localdate() + SHOWN_FOR
        only_own(self, own)


class ReplyForm(RecordForm):
    """An answer that all on the board can read."""

    presence = PresenceChoice(label="Hvem svarer?")

    class Meta:
        model = BoardReply
        fields = ["presence", "text"]
        help_texts = {"text": "Alle virksomheder i kommunens netværk kan læse svaret."}

    def __init__(self, *args: Any, own: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 4
        only_own(self, own)
