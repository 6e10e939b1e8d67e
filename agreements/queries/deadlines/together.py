"""What is due with enterprises: flex jobs, agreements and their terms, evaluations, steps of action plans."""

import datetime as dt
from typing import Any

from django.db.models import F, Max, Min, OuterRef, Q, Subquery
from django.urls import reverse

from socialportal.common import danish

from ... import deadlines
from ...models import ActionStep, Agreement, Collaboration, JobFollowUp, Participant, Placement, PlacementType, Terms
from ...rules import is_coordinator
from .value import Deadline, Kind, Looker, Owner, must


def of_flex_jobs(asked: Looker) -> list[Deadline]:
    """Follow-ups that the law asks for in flex jobs that go on; what would fall due after a job's last day is not asked for."""
    visible: Any = Placement.objects.visible_to(asked.access)
    jobs = (
        visible.filter(
            Q(ended_on=None) | Q(ended_on__gte=asked.day),
            type__code=PlacementType.FLEX,
            started_on__lte=deadlines.latest_start(asked.limit, lambda day: deadlines.flex_follow_up_due(day, [])),
        )
        .select_related("presence__enterprise", "participant__team", "participant__responsible")
        .prefetch_related("follow_ups")
    )
    return [one for job in jobs for one in (_flex(job, asked), _flex_status(job, asked)) if one]


def _flex(job: Any, asked: Looker) -> Deadline | None:
    held = [row.held_on for row in job.follow_ups.all() if row.kind == JobFollowUp.Kind.REVIEW]
    due = deadlines.flex_follow_up_due(job.started_on, held)
    if due > (job.ended_on or asked.limit) or due > asked.limit:
        return None
    last = max((day for day in held if day > job.started_on), default=None)
    since = (
        f"Der blev sidst fulgt op {danish.date(last)}." if last else f"Jobbet begyndte {danish.date(job.started_on)}."
    )
    why = f"{since} Der {must(due, asked.day)} følges op senest to et halvt år efter, {danish.date(due)}."
    return _of_job(job, Kind.FLEX, due, "Opfølgning på fleksjob", why, "Notér opfølgningen", asked)


def _flex_status(job: Any, asked: Looker) -> Deadline | None:
    if not job.temporary or any(row.kind == JobFollowUp.Kind.STATUS for row in job.follow_ups.all()):
        return None
    due = deadlines.flex_status_due(job.started_on)
    if due > (job.ended_on or asked.limit) or due > asked.limit:
        return None
    why = (
        f"Det midlertidige fleksjob begyndte {danish.date(job.started_on)}. Der {must(due, asked.day)} gøres status senest "
        f"fire et halvt år efter, {danish.date(due)}."
    )
    return _of_job(job, Kind.FLEX_STATUS, due, "Status på midlertidigt fleksjob", why, "Notér status", asked)


def _of_job(job: Any, kind: Kind, due: dt.date, title: str, why: str, action: str, asked: Looker) -> Deadline:
    """Of the participant nothing but whose task it is: the job is seen in the whole municipality, the participant is not."""
    who: Participant | None = job.participant
    page = job.get_absolute_url()
    return Deadline(
        kind=kind,
        about_id=job.pk,
        due=due,
        title=f"{title} hos {job.presence.enterprise}",
        why=why,
        enterprise_id=job.presence.enterprise_id,
        enterprise=job.presence.enterprise.name,
        owner=Owner.of(who) if who is not None else Owner(job.municipality_id),
        page=page,
        action=action,
        action_url=reverse("agreements:job-follow-up-add", args=[job.pk]),
    )


# --- Agreements -------------------------------------------------------------------------------------------------------
def of_agreements(asked: Looker) -> list[Deadline]:
    """Of agreements that run: that they end, that their terms do, that a year has passed since they were evaluated."""
    visible: Any = Agreement.objects.visible_to(asked.access)
    kept = Q(evaluations__deleted_at=None)
    last = Terms.objects.filter(agreement=OuterRef("pk")).order_by(F("valid_from").desc(nulls_last=True))
    running = (
        visible.active_on(asked.day)
        .annotate(
            first_evaluated=Min("evaluations__as_of", filter=kept),
            last_evaluated=Max("evaluations__as_of", filter=kept),
            last_terms=Subquery(last.values("pk")[:1]),
            last_terms_to=Subquery(last.values("valid_to")[:1]),
        )
        .select_related("presence__enterprise")
        .order_by("pk")
    )
    return [
        one
        for agreement in running
        for one in (_agreement_ends(agreement, asked), _terms_end(agreement, asked), _evaluation(agreement, asked))
        if one
    ]


def _agreement_ends(agreement: Any, asked: Looker) -> Deadline | None:
    """Within ninety days. An agreement that has ended asks for nothing."""
    end = agreement.valid_to
    if end is None or end > asked.limit:
        return None
    why = f"Aftalen slutter {danish.date(end)}. Skal den fornys?"
    return _of_agreement(agreement, Kind.AGREEMENT_ENDS, agreement.pk, end, "Aftalen slutter", why)


def _terms_end(agreement: Any, asked: Looker) -> Deadline | None:
    """The last terms end before the agreement does, within ninety days or already."""
    last, end = agreement.last_terms, agreement.last_terms_to
    if end is None or end > asked.limit or end == agreement.valid_to:
        return None
    ended = "sluttede" if end < asked.day else "slutter"
    why = f"Vilkårene {ended} {danish.date(end)}, og aftalen fortsætter. Skriv de nye vilkår."
    due = deadlines.working_day(end)
    renewal = ("Skriv nye vilkår", reverse("agreements:terms-edit", args=[last]))
    return _of_agreement(
        agreement, Kind.TERMS_END, last, due, "Vilkårene slutter", why, renewal if _leads(agreement, asked) else None
    )


def _evaluation(agreement: Any, asked: Looker) -> Deadline | None:
    """Every year. Of an agreement whose beginning nobody knows, once it has been evaluated the first time."""
    begun, last = agreement.valid_from or agreement.first_evaluated, agreement.last_evaluated
    if begun is None:
        return None
    due = deadlines.evaluation_due(begun, [last] if last else [])
    if due > asked.limit:
        return None
    since = f"Aftalen begyndte {danish.date(begun)}"
    if last and last >= begun:
        since = f"Aftalen blev sidst evalueret pr. {danish.date(last)}"
    why = f"{since} og {'skulle' if due < asked.day else 'skal'} evalueres hvert år, nu senest {danish.date(due)}."
    writing = ("Skriv evalueringen", f"{reverse('agreements:evaluation-add')}?aftale={agreement.pk}")
    return _of_agreement(
        agreement, Kind.EVALUATION, agreement.pk, due, "Evaluering", why, writing if _leads(agreement, asked) else None
    )


def _leads(agreement: Any, asked: Looker) -> bool:
    """Whether the one who asks may settle it: a consultant only reads agreements."""
    return is_coordinator(asked.access, agreement)


def _of_agreement(
    agreement: Any,
    kind: Kind,
    about_id: int,
    due: dt.date,
    title: str,
    why: str,
    settle: tuple[str, str] | None = None,
) -> Deadline:
    page = agreement.get_absolute_url()
    action, url = settle or ("Se aftalen", page)
    return Deadline(
        kind=kind,
        about_id=about_id,
        due=due,
        title=f"{title}, {str(agreement)[0].lower()}{str(agreement)[1:]}",
        why=why,
        enterprise_id=agreement.presence.enterprise_id,
        enterprise=agreement.presence.enterprise.name,
        owner=Owner(agreement.municipality_id),
        page=page,
        action=action,
        action_url=url,
    )


# --- Action plans -----------------------------------------------------------------------------------------------------
def of_steps(asked: Looker) -> list[Deadline]:
    """Steps with a day that are not done, of collaborations that go on."""
    visible: Any = Collaboration.objects.visible_to(asked.access)
    rows = (
        ActionStep.objects.filter(done_on=None, due_on__lte=asked.limit, collaboration__in=visible.active_on(asked.day))
        .select_related("collaboration__presence__enterprise", "collaboration__partner")
        .order_by("pk")
    )
    found = []
    for row in rows:
        due = deadlines.working_day(row.due_on)  # type: ignore[arg-type]
        if due > asked.limit:
            continue
        who = f" {row.owner} står for det." if row.owner else ""
        page = row.collaboration.get_absolute_url()
        found.append(
            Deadline(
                kind=Kind.STEP,
                about_id=row.pk,
                due=due,
                title=f"Handleplan, {row.collaboration}",
                why=f"{row.what.rstrip('.')}: {must(due, asked.day)} være gjort senest {danish.date(due)}.{who}",
                enterprise_id=row.collaboration.presence.enterprise_id,  # type: ignore[attr-defined]
                enterprise=row.collaboration.presence.enterprise.name,
                owner=Owner(row.collaboration.municipality_id),
                page=page,
                action="Se handleplanen",
                action_url=f"{page}#handleplan",
            )
        )
    return found
