"""The demo's present day beside the courses: jobs, needs, who is ready, collaborations."""

import datetime as dt
from decimal import Decimal

from agreements.deadlines import flex_follow_up_due
from agreements.models import (
    ActionStep,
    Collaboration,
    Competence,
    Consideration,
    HoursStep,
    JobFollowUp,
    JobNeed,
    Participant,
    Party,
    Placement,
    PlacementEndReason,
    PlacementType,
    Readiness,
)
from agreements.services.action_plan import add_step
from agreements.services.collaboration import start_collaboration
from agreements.services.job_follow_up import note_follow_up
from agreements.services.need import register_need
from agreements.services.participant import register_participant
from agreements.services.placement import add_hours_step, end_placement, register_placement
from agreements.services.readiness import note_readiness
from enterprises.models import Support
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality, Team
from socialportal.audit.bookkeeping import Links

from .made_up import MADE_UP, WEEK, ago
from .register import presence_of

# --- Jobs -----------------------------------------------------------------------------------------------------------------
# Kind, enterprise, days since the start, hours a week as they grew, temporary.
JOBS = (
    ("fleksjob", "sumak", 905, ("8", "10", "14"), False),
    ("fleksjob", "veteranhaven", 1635, ("6", "9"), True),
    ("fleksjob", "musholm", 240, ("7", "10"), False),
    ("part_time", "sumak", 190, ("18", "22"), False),
    ("wage_subsidy", "csrnext", 75, ("25",), False),
    ("fleksjob", "manden-og-konen", 28, ("5",), False),
)


def load_jobs_of_today(access: Access, place: Municipality, team: Team) -> None:
    """Jobs with a participant, some with a follow-up that the law asks for now."""
    types = {kind.code: kind for kind in PlacementType.objects.all()}
    for code, slug, days, hours, temporary in JOBS:
        participant = register_participant(access, Participant(team=team, source_note=MADE_UP))
        start = ago(days)
        placement = register_placement(
            access,
            Placement(
                presence=presence_of(slug, place),
                type=types[code],
                participant=participant,
                started_on=start,
                temporary=temporary,
                source_note=MADE_UP,
            ),
            hours=HoursStep(hours_per_week=Decimal(hours[0]), intensity=100),
        )
        for index, more in enumerate(hours[1:], start=1):
            step = start + index * (days // len(hours)) * dt.timedelta(days=1)
            add_hours_step(access, HoursStep(placement=placement, valid_from=step, hours_per_week=Decimal(more)))
    _go_on(access, place)


def _go_on(access: Access, place: Municipality) -> None:
    """What became of the jobs of 2018 after the year, and what the law asked for was done."""
    reasons = {reason.code: reason for reason in PlacementEndReason.objects.all()}
    jobs = Placement.objects.filter(presence__municipality=place).order_by("started_on", "pk")
    for index, job in enumerate(jobs.filter(started_on__year=2018)):
        first = job.hours.first()
        if index % 3 == 0 and first:
            more = min(first.hours_per_week + 4, Decimal(37))
            grown = job.started_on + 26 * WEEK
            add_hours_step(access, HoursStep(placement=job, valid_from=max(grown, _NEXT_YEAR), hours_per_week=more))
        if index % 6 in _ENDS:
            weeks, code = _ENDS[index % 6]
            last = max(job.started_on + weeks * WEEK, _NEXT_YEAR + index * WEEK)
            end_placement(access, job, ended_on=last, expected_version=job.version, end_reason=reasons[code])
    # The follow-ups of those that go on were held.
    for job in jobs.filter(type__code="fleksjob", ended_on=None, started_on__lte=ago(920)):
        _follow_up(access, job)


_NEXT_YEAR = dt.date(2019, 1, 14)
# Of every six jobs of 2018: one ended after so many weeks, one led to an ordinary enterprise.
_ENDS = {2: (34, "by-employee"), 5: (60, "ordinary-enterprise")}


def _follow_up(access: Access, placement: Placement) -> None:
    """What the law asks was held each time it was due."""
    due = flex_follow_up_due(placement.started_on, ())
    while due <= ago(200):
        kind = JobFollowUp.Kind.REVIEW
        held = JobFollowUp(placement=placement, kind=kind, held_on=due, conditions_met=True, source_note=MADE_UP)
        note_follow_up(access, held)
        due = flex_follow_up_due(placement.started_on, [due])


# --- Needs, and who is ready ---------------------------------------------------------------------------------------------
def load_needs(access: Access, place: Municipality, team: Team) -> None:
    """What enterprises see coming, and participants who are ready."""
    for slug, title, tasks, hours, ahead, area, competences, support in NEEDS:
        need = JobNeed(
            presence=presence_of(slug, place),
            title=title,
            tasks=tasks,
            hours_from=Decimal(hours[0]),
            hours_to=Decimal(hours[1]),
            wanted_from=ago(-ahead),
            area=area,
            source_note=MADE_UP,
        )
        links: Links = {
            "competences": list(Competence.objects.filter(code__in=competences)),
            "support": list(Support.objects.filter(code__in=support)),
        }
        register_need(access, need, links=links)
    for hours, area, competences, considerations in READY:
        readiness = Readiness(
            participant=register_participant(access, Participant(team=team, source_note=MADE_UP)),
            ready_from=ago(20),
            hours_from=Decimal(hours[0]),
            hours_to=Decimal(hours[1]),
            area=area,
            consent_on=ago(20) if considerations else None,
            source_note=MADE_UP,
        )
        shown: Links = {
            "competences": list(Competence.objects.filter(code__in=competences)),
            "considerations": list(Consideration.objects.filter(code__in=considerations)),
        }
        note_readiness(access, readiness, links=shown)


# Enterprise, title, tasks, hours a week, days ahead, place, competences, support.
NEEDS = (
    (
        "sumak",
        "Hjælp i køkkenet",
        "Smøre, anrette og dække bord til møder.",
        (8, 15),
        100,
        "Korsør",
        ["kitchen"],
        ["mentor-hours"],
    ),
    (
        "musholm",
        "Rengøring af feriehuse",
        "Skiftedage fredag og mandag.",
        (6, 12),
        130,
        "Korsør",
        ["cleaning"],
        ["buddy", "pick-up"],
    ),
    (
        "manden-og-konen",
        "Butik og lager",
        "Pakke varer og betjene kunder.",
        (10, 20),
        75,
        "Slagelse",
        ["shop", "warehouse"],
        ["flexible-hours"],
    ),
)
# Hours a week, area, competences, considerations.
READY: tuple[tuple[tuple[int, int], str, list[str], list[str]], ...] = (
    ((8, 12), "Korsør", ["kitchen", "cleaning"], ["breaks", "fixed-hours"]),
    ((5, 10), "Slagelse", ["shop", "it"], []),
    ((15, 20), "Slagelse", ["warehouse", "driving"], ["no-lifting"]),
)


# --- Collaborations -------------------------------------------------------------------------------------------------------
def load_partnerships(access: Access, place: Municipality) -> None:
    """One of each kind that the sources tell of beside CSR, and a partnership with something to do."""
    partnership = start_collaboration(
        access,
        Collaboration(
            kind=Collaboration.Kind.PARTNERSHIP,
            presence=presence_of("sumak", place),
            partner_name="BoligKorsør",
            scope="Job og fællesskab i et boligområde med helhedsplan",
            place="Motalavej, Korsør",
            signed_on=ago(160),
            valid_from=ago(150),
            source_note=MADE_UP,
        ),
        parties=[Party(name="Slagelse Jobcenter", role="Henviser deltagere")],
    )
    for what, owner, due in (
        ("Åbent hus for beboerne", "Sumak", 12),
        ("Fælles møde om næste års opgaver", "BoligKorsør", -10),
        ("Status til styregruppen", "Den socialøkonomiske enhed", -60),
    ):
        add_step(
            access,
            ActionStep(collaboration=partnership, what=what, owner=owner, due_on=ago(due), source_note=MADE_UP),
        )
    start_collaboration(
        access,
        Collaboration(
            kind=Collaboration.Kind.IN_HOUSE,
            presence=presence_of("groen-fokus", place),
            partner_name="Havnens gartneri",
            portfolio="Ukrudt, beskæring og levering af planter",
            anchors="Driftslederen og en gartner",
            learning_plan="Maskiner i uge 1–4, kundekontakt fra uge 5",
            valid_from=ago(95),
            source_note=MADE_UP,
        ),
    )
    start_collaboration(
        access,
        Collaboration(
            kind=Collaboration.Kind.PURCHASE,
            presence=presence_of("csrnext", place),
            partner_name="Slagelse Kommune, ejendomsservice",
            scope="Flytning og oprydning",
            signed_on=ago(70),
            valid_from=ago(60),
            source_note=MADE_UP,
        ),
    )
