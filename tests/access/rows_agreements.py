"""Rows of the work: agreements, participants, courses, jobs, collaborations, initiatives, evaluations."""

import datetime as dt
from decimal import Decimal
from typing import Any

from agreements.models import (
    Agreement,
    Collaboration,
    Course,
    Evaluation,
    EvaluationAnswer,
    EvaluationQuestion,
    Extension,
    ExtensionReason,
    HoursStep,
    Initiative,
    Outcome,
    OutcomeType,
    Participant,
    Participation,
    Placement,
    PlacementType,
    Plan,
    Terms,
)
from socialportal.accounts.models import Municipality, Team

from .table import Roles as R
from .table import Row
from .world import World

DAY, LATER = dt.date(2018, 2, 5), dt.date(2018, 5, 4)
FOLLOWERS = (R.COORDINATOR, R.CONSULTANT)


def build(world: World) -> None:
    """One of each kind in both municipalities; the words in them are for those who follow them."""
    enterprise = world.sumak
    for where, records, of, readers, word in (
        (world.slagelse, world.own, enterprise, FOLLOWERS, "Kløver"),
        (world.kolding, world.foreign, world.fjordtangen, R.KOLDING, "Fjord"),
    ):
        _build(world, where, records, of, readers, word)


def _build(
    world: World, where: Municipality, records: dict[str, Any], enterprise: Any, readers: tuple[str, ...], word: str
) -> None:
    presence, team = enterprise.presences.get(), records["team"]
    # An enterprise's own people read what the agreement is called and how many of its places are in use.
    served = (*readers, *R.SUMAK) if where == world.slagelse else readers
    # What the municipality's administrator, politician or another team may not know either.
    words = {name: world.plant(f"{word}{name}", to=readers) for name in ("sag", "svar", "kilde", "begrundelse")}
    agreement = records["agreement"] = Agreement.objects.create(
        municipality=where,
        number=71,
        presence=presence,
        title=world.plant(f"{word}aftale", to=served),
        valid_from=dt.date(2018, 1, 1),
        source_note=words["kilde"],
    )
    records["terms"] = Terms.objects.create(
        agreement=agreement, places=8, frame_weeks=13, plan_due_weeks=1, valid_from=dt.date(2018, 1, 1)
    )
    running, ended = (_participant(world, where, team, readers, number) for number in ("7401", "7402"))
    running.case_reference = words["sag"]
    running.save()
    records["participant"] = running
    course = records["course"] = Course.objects.create(
        participant=running,
        presence=presence,
        agreement=agreement,
        started_on=DAY,
        over_capacity_reason=words["begrundelse"],
    )
    Plan.objects.create(course=course)
    records["extension"] = Extension.objects.create(
        course=course, decided_on=LATER, weeks=2, reason=ExtensionReason.objects.get(code="absence")
    )
    over = records["ended-course"] = Course.objects.create(
        participant=ended, presence=presence, agreement=agreement, started_on=DAY, ended_on=LATER
    )
    Plan.objects.create(course=over, made_on=DAY)
    Outcome.objects.create(course=over, type=OutcomeType.objects.get(code="prison"))
    job = records["job"] = Placement.objects.create(
        presence=presence,
        type=PlacementType.objects.get(code="fleksjob"),
        started_on=LATER,
        participant=ended,
        course=over,
        source_note=words["kilde"],
    )
    records["hours"] = HoursStep.objects.create(placement=job, valid_from=LATER, hours_per_week=Decimal("4.5"))
    records["collaboration"] = Collaboration.objects.create(
        presence=presence, partner_name=world.plant(f"{word}partner", to=served), source_note=words["kilde"]
    )
    initiative = records["initiative"] = Initiative.objects.create(
        municipality=where,
        key="borger-i-job",
        name=world.plant(f"{word}indsats", to=served),
        source_note=words["kilde"],
    )
    records["participation"] = Participation.objects.create(initiative=initiative, presence=presence)
    evaluation = records["evaluation"] = Evaluation.objects.create(agreement=agreement, counted_from=DAY, as_of=LATER)
    EvaluationAnswer.objects.create(
        evaluation=evaluation, question=EvaluationQuestion.objects.get(code="in-use"), text=words["svar"]
    )


def _participant(world: World, where: Municipality, team: Team, readers: tuple[str, ...], number: str) -> Participant:
    """The number itself is a planted word: nobody else reads it anywhere."""
    number = world.plant(f"{where.name[0]}-{number}", to=readers)
    return Participant.objects.create(municipality=where, team=team, number=number)


def followed(name: str, key: str, **more: Any) -> Row:
    """For those who follow the work: to others of the municipality the record does not exist."""
    return Row(f"agreements:{name}", key=key, ok=FOLLOWERS, foreign_ok=R.KOLDING, other=404, **more)


def led(name: str, key: str, **more: Any) -> Row:
    """For the coordinator; the consultant sees the record and may not."""
    return Row(
        f"agreements:{name}",
        key=key,
        ok=(R.COORDINATOR,),
        foreign_ok=(R.OTHER_COORDINATOR,),
        other=404,
        but={R.CONSULTANT: 403},
        foreign_but={R.OTHER_CONSULTANT: 403},
        **more,
    )


def listing(name: str, *queries: str) -> list[Row]:
    """A list, on the screen, as files, and narrowed."""
    return [
        Row(f"agreements:{name}", ok=ALL_FOLLOWERS, query=query, note=query)
        for query in ("", "?format=csv", "?format=xlsx", *queries)
    ]


ALL_FOLLOWERS = (*FOLLOWERS, *R.KOLDING)

ROWS = [
    *listing("agreements", "?status=alle&dag=2018-06-30"),
    *listing("participants", "?q=74&forloeb=i-gang"),
    *listing("courses", "?status=alle&q=74", "?status=afsluttet&plan=made&dag=2018-06-30"),
    *listing("placements", "?aar=2018&vej=municipality"),
    *listing("collaborations", "?q=partner&status=i-gang"),
    *listing("initiatives", "?q=indsats"),
    *listing("evaluations", "?aar=2018"),
    Row("agreements:trash", ok=ALL_FOLLOWERS),
    # New ones
    Row("agreements:agreement-add", ok=R.COORDINATORS),
    Row("agreements:participant-add", ok=ALL_FOLLOWERS),
    Row("agreements:course-start", ok=ALL_FOLLOWERS, query="?aftale=1&deltager=1"),
    Row("agreements:placement-add", ok=ALL_FOLLOWERS, query="?deltager=1"),
    Row("agreements:collaboration-add", ok=ALL_FOLLOWERS),
    Row("agreements:initiative-add", ok=R.COORDINATORS),
    Row("agreements:evaluation-add", ok=R.COORDINATORS, query="?aftale=1"),
    # Agreements
    followed("agreement", "agreement"),
    *(led(f"agreement-{verb}", "agreement") for verb in ("edit", "end", "remove")),
    *(led(f"terms-{verb}", "terms") for verb in ("edit", "remove")),
    # Participants and courses
    *(followed(name, "participant") for name in ("participant", "participant-edit", "participant-remove")),
    followed("course", "course"),
    followed("course", "ended-course", note="ended"),
    *(followed(f"course-{verb}", "course") for verb in ("plan", "extend", "end", "edit", "remove")),
    *(followed(f"course-{verb}", "ended-course") for verb in ("status", "reopen")),
    followed("extension-remove", "extension"),
    # Jobs
    followed("placement", "job"),
    *(followed(f"placement-{verb}", "job") for verb in ("edit", "end", "remove")),
    followed("hours-add", "job"),
    *(followed(f"hours-{verb}", "hours") for verb in ("edit", "remove")),
    # Collaborations and initiatives
    followed("collaboration", "collaboration"),
    *(followed(f"collaboration-{verb}", "collaboration") for verb in ("edit", "end", "remove")),
    followed("initiative", "initiative"),
    *(led(f"initiative-{verb}", "initiative") for verb in ("edit", "end", "remove")),
    led("participation-add", "initiative"),
    *(led(f"participation-{verb}", "participation") for verb in ("edit", "end", "remove")),
    # Evaluations
    followed("evaluation", "evaluation"),
    *(led(f"evaluation-{verb}", "evaluation") for verb in ("edit", "groups", "remove")),
]
