"""The demo's way to RSV of today: checklists, own looks, yearly reports. The states stay as the report of 2018 tells; the rest
is made up, and says nothing of a real enterprise that it would mind.
"""

from django.utils import timezone

from enterprises.models import CriterionAnswer, Enterprise, RsvCheck, RsvCriterion, RsvDuty, RsvPeriod, RsvReport
from enterprises.services.criteria import answer
from enterprises.services.enterprise import change_enterprise
from enterprises.services.rsv_check import note_check
from enterprises.services.rsv_duties import note_report, reports_asked
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.common.periods import add_months

from .made_up import MADE_UP, ago

HAS_A_LOGIN = "sumak"  # is asked for a report, so that whoever tries the demo can note it
YES, PARTLY, NO = CriterionAnswer.Met.YES, CriterionAnswer.Met.PARTLY, CriterionAnswer.Met.NO
# Of those on the way: how far they are with each criterion, in the order of the law; None is not answered yet.
CHECKLISTS = {
    "veteranhaven": (YES, PARTLY, YES, YES, NO),
    "minagroup": (YES, YES, PARTLY, None, None),
    "manden-og-konen": (YES, YES, YES, PARTLY, PARTLY),
    "csrnext": (YES, YES, YES, YES, PARTLY),
}
NOTES = {
    YES: "",
    PARTLY: "Vi har et udkast. Det skal med på næste møde i bestyrelsen.",
    NO: "Vi mangler at skrive det ind i vedtægterne.",
}
# One that is found in the register before anybody here has heard of it: that is what an own look is for.
FOUND_FIRST = "csrnext"


def load_rsv(access: Access, place: Municipality) -> None:
    """Once: what is there is left as it is."""
    here = Enterprise.objects.filter(presences__municipality=place)
    if RsvCheck.with_deleted.filter(enterprise__in=here).exists():
        return
    criteria = list(RsvCriterion.objects.active_on(timezone.localdate()))
    for slug, answers in CHECKLISTS.items():
        enterprise = here.get(slug=slug)
        for criterion, met in zip(criteria, answers, strict=True):
            if met:
                given = CriterionAnswer(enterprise=enterprise, criterion=criterion, met=met, note=NOTES[met])
                given.source_note = MADE_UP
                answer(access, given)
    asked = here.get(slug=HAS_A_LOGIN)
    # A financial year whose report is due at the end of this month.
    asked.year_ends_month = add_months(timezone.localdate(), -6).month
    change_enterprise(access, asked, expected_version=asked.version, reason=MADE_UP)
    registered = RsvPeriod.objects.registered().filter(enterprise__in=here).select_related("enterprise")
    for days, period in enumerate(registered.order_by("enterprise__name")):
        _report(access, period.enterprise)
        _look(access, period.enterprise, place, days=40 + 9 * days, found=True)
    for slug in ("veteranhaven", FOUND_FIRST):
        _look(access, here.get(slug=slug), place, days=25, found=slug == FOUND_FIRST)


def _report(access: Access, enterprise: Enterprise) -> None:
    """What is asked for is sent, but the latest of the one that has a login."""
    enterprise = Enterprise.objects.get(pk=enterprise.pk)
    reports = reports_asked(enterprise, timezone.localdate(), list(RsvDuty.objects.all()))
    for one in reports[1:] if enterprise.slug == HAS_A_LOGIN else reports:
        sent = min(add_months(one.ends, 5), timezone.localdate())
        note_report(access, RsvReport(enterprise=enterprise, year=one.year, sent_on=sent, source_note=MADE_UP))


def _look(access: Access, enterprise: Enterprise, place: Municipality, *, days: int, found: bool) -> None:
    check = RsvCheck(
        enterprise=enterprise,
        municipality=place,
        checked_on=ago(days),
        in_register=found,
        judgement=RsvCheck.Judgement.YES if found else RsvCheck.Judgement.UNKNOWN,
        source="cvr.dk (sat til demoen)",
        source_note=MADE_UP,
    )
    note_check(access, check)
