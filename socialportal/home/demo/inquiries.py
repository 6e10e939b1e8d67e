"""The demo's single entry of today: people who want to start, the advice they got, and who helps with what. All made up."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from enterprises.models import AdviceSession, Enterprise, Helper, HelperKind, Inquiry, InquiryStep
from enterprises.services.advice import note_advice
from enterprises.services.helper import add_helper
from enterprises.services.inquiry import note_inquiry, note_step
from socialportal.accounts.access import SYSTEM, Access
from socialportal.accounts.models import Municipality

from .made_up import MADE_UP, ago

START, MOVE, CHANGE = Inquiry.Wish.START, Inquiry.Wish.MOVE, Inquiry.Wish.CHANGE
CONTACT, ADVISED, ON_THE_WAY = Inquiry.State.IN_CONTACT, Inquiry.State.ADVISED, Inquiry.State.ON_THE_WAY
ESTABLISHED, DROPPED = Inquiry.State.ESTABLISHED, Inquiry.State.DROPPED
BUSINESS, EMPLOYMENT = AdviceSession.Topic.BUSINESS, AdviceSession.Topic.EMPLOYMENT


@dataclass(frozen=True)
class Asked:
    """Who wrote, days ago, and what became of it: days ago, how far, and a note."""

    days: int
    wish: str
    name: str
    enterprise: str
    idea: str
    steps: tuple[tuple[int, str, str], ...] = ()


ASKED = (
    Asked(2, START, "Freja Fang", "", "Jeg vil åbne et cykelværksted, hvor unge kan lære faget i deres eget tempo."),
    Asked(
        16,
        CHANGE,
        "Ole Overgaard",
        "Overgaards Have",
        "Vi er et gartneri med fire ansatte og vil gerne give plads til flere på særlige vilkår.",
        ((12, CONTACT, "Talt i telefon. Han vil gerne se, hvordan andre gør."),),
    ),
    Asked(
        45,
        START,
        "Sofie Sand",
        "Sands Syning",
        "En systue, der syr om og reparerer, og hvor kvinder uden job kan være med.",
        ((40, CONTACT, ""), (33, ADVISED, "Gennemgået de fem krav til RSV.")),
    ),
    Asked(
        110,
        MOVE,
        "Bo Birkholm",
        "Genbyg Vest",
        "Vi sælger brugte byggematerialer i en anden kommune og vil gerne åbne en afdeling her.",
        ((104, CONTACT, ""), (90, ADVISED, ""), (30, ON_THE_WAY, "Har fundet et lokale og taler med sin bank.")),
    ),
    Asked(
        170,
        START,
        "Lone Lyngby",
        "",
        "En kaffevogn, der kører til arrangementer, bemandet med folk på vej tilbage til arbejde.",
        ((160, CONTACT, ""), (130, DROPPED, "Kunne ikke få økonomien til at hænge sammen uden tilskud til start.")),
    ),
    Asked(
        230,
        START,
        "Hasan Holm",
        "Køkkenhaven",
        "Dyrkning af grøntsager til byens køkkener sammen med mennesker, der har været længe uden job.",
        ((220, CONTACT, ""), (200, ADVISED, ""), (150, ON_THE_WAY, ""), (20, ESTABLISHED, "Har fået CVR-nummer.")),
    ),
)
# Days ago, about what, with whom (a sender, an enterprise, else somebody else), minutes.
ADVICE = (
    (3, EMPLOYMENT, "sumak", 45),
    (12, BUSINESS, "Ole Overgaard", 30),
    (25, BUSINESS, "veteranhaven", 60),
    (33, BUSINESS, "Sofie Sand", 60),
    (36, EMPLOYMENT, "Sofie Sand", 30),
    (58, EMPLOYMENT, "minagroup", 45),
    (90, BUSINESS, "Bo Birkholm", 60),
    (104, BUSINESS, "Bo Birkholm", 20),
    (118, EMPLOYMENT, "En boligforening, der overvejer en social vicevært", 40),
    (150, BUSINESS, "Hasan Holm", 60),
    (160, BUSINESS, "Lone Lyngby", 30),
    (200, BUSINESS, "Hasan Holm", 90),
    (215, EMPLOYMENT, "csrnext", 45),
)
# Kind, name, helps with, website. Roles and public services; nobody's telephone.
COUNTRY = (
    (
        "business",
        "Virksomhedsguiden",
        "Myndighedernes fælles vejledning til dem, der vil starte eller drive virksomhed: regler, registrering, skat og "
        "moms.",
        "https://virksomhedsguiden.dk",
    ),
    (
        "business",
        "Erhvervshuset i dit område",
        "Gratis sparring om forretningsplan, kunder og vækst, når virksomheden er i gang eller tæt på.",
        "",
    ),
    (
        "rural",
        "Den lokale aktionsgruppe (LAG)",
        "Tilskud til projekter, der udvikler landdistrikter, hvor der er en.",
        "",
    ),
    ("bank", "Din bank", "Lån, kassekredit og et budget, der holder. Tag forretningsplanen med.", ""),
    (
        "union",
        "Din fagforening",
        "Løn, ansættelse og overenskomst, og hvad der gælder for ansatte på særlige vilkår.",
        "",
    ),
    ("fund", "Fonde, der støtter socialt arbejde", "Penge til udstyr, metode og opstart. Kræver en god ansøgning.", ""),
    ("law", "Din revisor eller advokat", "Vedtægter, regnskab og valg af virksomhedsform.", ""),
    (
        "law",
        "Erhvervsstyrelsen",
        "Registrering som socialøkonomisk virksomhed (RSV), og hvad den kræver.",
        "https://virk.dk",
    ),
)
HERE = (
    (
        "municipality",
        "Kommunens socialøkonomiske konsulent",
        "Den første, du taler med: idéen, kravene til RSV, og hvem i kommunen der ellers skal med.",
        "koordinator@slagelse.example (sat til demoen)",
    ),
    (
        "municipality",
        "Kommunens beskæftigelseskonsulenter",
        "Praktik, løntilskud og fleksjob, og hvem der kan passe til en opgave.",
        "konsulent@slagelse.example (sat til demoen)",
    ),
)


def load_inquiries(access: Access, place: Municipality) -> None:
    """Once: what is there is left as it is."""
    _helpers(access, place)
    if Inquiry.with_deleted.filter(municipality=place).exists():
        return
    by_name = {}
    for number, asked in enumerate(ASKED):
        inquiry = Inquiry(
            municipality=place,
            wish=asked.wish,
            name=asked.name,
            email=f"{asked.name.split()[0].lower()}@eksempel.example",
            enterprise_name=asked.enterprise,
            idea=asked.idea,
            received_on=ago(asked.days),
            caretaker_id=access.user_id if number else None,
            source_note=MADE_UP,
        )
        by_name[asked.name] = note_inquiry(access, inquiry)
        for days, state, note in asked.steps:
            step = InquiryStep(inquiry=inquiry, on=ago(days), state=state, note=note, source_note=MADE_UP)
            note_step(access, step)
    first_day = dt.date(timezone.localdate().year, 1, 1)
    for days, topic, whom, minutes in ADVICE:
        asker, enterprise = by_name.get(whom), Enterprise.objects.filter(slug=whom).first()
        note_advice(
            access,
            AdviceSession(
                municipality=place,
                held_on=max(ago(days), first_day),
                topic=topic,
                inquiry=asker,
                enterprise=enterprise,
                with_whom="" if asker or enterprise else whom,
                advised_by_id=access.user_id,
                minutes=minutes,
                source_note=MADE_UP,
            ),
        )


def _helpers(access: Access, place: Municipality) -> None:
    kinds = {kind.code: kind for kind in HelperKind.objects.all()}
    if not Helper.with_deleted.filter(municipality=None).exists():
        for kind, name, helps_with, website in COUNTRY:
            helper = Helper(kind=kinds[kind], name=name, helps_with=helps_with, website=website, source_note=MADE_UP)
            add_helper(SYSTEM, helper)
    if not Helper.with_deleted.filter(municipality=place).exists():
        for kind, name, helps_with, contact in HERE:
            helper = Helper(municipality=place, kind=kinds[kind], name=name, helps_with=helps_with, contact=contact)
            helper.source_note = MADE_UP
            add_helper(access, helper)
