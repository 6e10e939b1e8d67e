"""What belongs to one enterprise: other names, CVR numbers, presences, the way to registration."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove

from ..forms.enterprise import CvrForm, OtherNameForm
from ..forms.presence import (
    AdoptForm,
    EndForm,
    NoteForm,
    PresenceForm,
    RsvForm,
    RsvStepForm,
    StartForm,
)
from ..models import CvrNumber, EnterpriseName, Presence, RsvPeriod
from ..services import names, rsv
from ..services import presence as presences
from .doors import OfEnterprise


class _Add(OfEnterprise, RecordAdd):
    template_name = "enterprises/form.html"

    def start(self) -> Any:
        return self.model(enterprise=self.enterprise)


class _Edit(OfEnterprise, RecordEdit):
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    remove_url_name = ""
    remove_text = ""

    def more(self, record: Any) -> dict[str, Any]:
        shown = super().more(record)
        if self.remove_url_name and record.pk:
            shown["danger_text"] = self.remove_text
            shown["danger_url"] = reverse(self.remove_url_name, args=[self.enterprise.slug, record.pk])
        return shown


class _Remove(OfEnterprise, RecordRemove):
    template_name = "enterprises/confirm.html"


# --- Names ------------------------------------------------------------------------------------------------------------
class NameAdd(_Add):
    model = EnterpriseName
    permission = "enterprises.change_enterprise"
    form_class = OtherNameForm
    service = staticmethod(names.add_name)
    title = "Tilføj et andet navn til {enterprise}"
    done_text = "Navnet ”{record}” er tilføjet."


class NameEdit(_Edit):
    model = EnterpriseName
    permission = "enterprises.change_enterprise"
    form_class = OtherNameForm
    change = staticmethod(names.change_name)
    title = "Ret navnet ”{record}”"
    remove_url_name, remove_text = "enterprises:name-remove", "Slet navnet"


class NameRemove(_Remove):
    model = EnterpriseName
    permission = "enterprises.change_enterprise"
    service = staticmethod(names.remove_name)
    title = "Slet navnet ”{record}”?"


# --- CVR numbers --------------------------------------------------------------------------------------------------------
class CvrAdd(_Add):
    model = CvrNumber
    permission = "enterprises.change_enterprise"
    form_class = CvrForm
    service = staticmethod(names.add_cvr)
    title = "Tilføj et CVR-nummer til {enterprise}"
    done_text = "CVR-nummer {record} er tilføjet."


class CvrEdit(_Edit):
    model = CvrNumber
    permission = "enterprises.change_enterprise"
    form_class = CvrForm
    change = staticmethod(names.change_cvr)
    title = "Ret CVR-nummer {record}"
    remove_url_name, remove_text = "enterprises:cvr-remove", "Slet CVR-nummeret"


class CvrRemove(_Remove):
    model = CvrNumber
    permission = "enterprises.change_enterprise"
    service = staticmethod(names.remove_cvr)
    title = "Slet CVR-nummer {record}?"


# --- Presence -----------------------------------------------------------------------------------------------------------
class PresenceStart(_Add):
    """The enterprise is active again."""

    model = Presence
    permission = "enterprises.change_presence"
    form_class = StartForm
    service = staticmethod(presences.start_presence)
    title = "{enterprise} er aktiv igen"
    lead = "En ny periode begynder. De tidligere bliver stående, som de var."
    done_text = "{record} er noteret som aktiv."

    def start(self) -> Presence:
        here = self.request.access.municipality  # type: ignore[attr-defined]
        last = self.enterprise.presences.filter(municipality=here).order_by("valid_from").last() if here else None
        kind = last.kind if last else ""
        return Presence(enterprise=self.enterprise, municipality=here, kind=kind)


class PresenceEdit(_Edit):
    model = Presence
    permission = "enterprises.change_presence"
    form_class = PresenceForm
    change = staticmethod(presences.correct_presence)
    supersede = staticmethod(presences.change_presence_from)
    title = "Ret, hvordan {record} er noteret"
    remove_url_name, remove_text = "enterprises:presence-remove", "Slet perioden, fordi den aldrig har været"


class PresenceEnd(_Edit):
    model = Presence
    permission = "enterprises.change_presence"
    form_class = EndForm
    change = staticmethod(presences.end_presence)
    title = "Afslut {record}"
    lead = "Virksomheden bliver stående med alt, hvad den har været med til, og kan blive aktiv igen senere."
    submit_text = "Afslut"
    done_text = "Slutdagen er gemt."


class PresenceNote(_Edit):
    model = Presence
    permission = "enterprises.change_note"
    form_class = NoteForm
    change = staticmethod(presences.write_note)
    title = "Intern note om {enterprise}"
    lead = "Kun kommunens medarbejdere ser noten. Skriv ikke om enkelte deltagere."
    done_text = "Noten er gemt."


class PresenceRemove(_Remove):
    model = Presence
    permission = "enterprises.change_presence"
    service = staticmethod(presences.remove_presence)
    title = "Slet perioden for {record}?"


class Adopt(RecordAdd):
    """An enterprise that another municipality has registered becomes active here too."""

    model = Presence
    permission = "enterprises.change_presence"
    form_class = AdoptForm
    template_name = "enterprises/form.html"
    title = "Tag en virksomhed med fra en anden kommune"
    lead = (
        "Den samme virksomhed kan være aktiv i flere kommuner. Så deles dens navn og oplysninger, "
        "mens hver kommune har sine egne perioder, noter og bidrag."
    )
    submit_text = "Notér som aktiv her"
    done_text = "{record} er noteret som aktiv."

    def start(self) -> Presence:
        here = self.request.access.municipality  # type: ignore[attr-defined]
        if here is None:
            raise PermissionDenied
        return Presence(municipality=here)

    def make(self, form: Any) -> Presence:
        number = form.cleaned_data["cvr_number"]
        return presences.adopt(self.request.access, form.instance, cvr_number=number)  # type: ignore[attr-defined]

    def cancel_url(self, record: Any) -> str:
        return reverse("enterprises:list")

    def done_url(self, record: Any) -> str:
        return record.enterprise.get_absolute_url()


# --- The way to registration ---------------------------------------------------------------------------------------------
class RsvStep(_Add):
    """The next state, which ends the one before."""

    model = RsvPeriod
    permission = "enterprises.change_rsv"
    form_class = RsvStepForm
    service = staticmethod(rsv.next_state)
    title = "Ny status for {enterprise}"
    lead = "Den status, der gælder nu, slutter dagen før."
    done_text = "Den nye status er gemt."


class RsvEdit(_Edit):
    model = RsvPeriod
    permission = "enterprises.change_rsv"
    form_class = RsvForm
    change = staticmethod(rsv.correct_rsv)
    supersede = staticmethod(rsv.change_rsv_from)
    title = "Ret status for {enterprise}"
    remove_url_name, remove_text = "enterprises:rsv-remove", "Slet denne status, fordi den aldrig har gjaldt"


class RsvRemove(_Remove):
    model = RsvPeriod
    permission = "enterprises.change_rsv"
    service = staticmethod(rsv.remove_rsv)
    title = "Slet status for {enterprise}?"

    def losses(self, record: Any) -> list[str]:
        return [f"{record.get_state_display()} {record.span}".strip()]
