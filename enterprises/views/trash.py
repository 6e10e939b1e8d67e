"""Everything of this app that was deleted within 30 days, on one page."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, QuerySet, Value
from django.http import Http404
from django.shortcuts import get_object_or_404

from socialportal.accounts.access import Access
from socialportal.accounts.roles import CONSULTANT, COORDINATOR, STAFF
from socialportal.audit.sentences import removals
from socialportal.common.pages import RecordTrash
from socialportal.common.records import RESTORABLE_FOR, Record

from .. import models
from ..services import (
    activity,
    advice,
    board,
    body,
    contributions,
    enterprise_documents,
    fund_mailing,
    grant_application,
    grants,
    guarded,
    helper,
    housing_area,
    inquiry,
    municipal,
    names,
    network,
    presence,
    removal,
    rsv,
    rsv_check,
    rsv_duties,
    task,
)

# Inquiries are people's, and for those only who answer them.
FOLLOWERS = (COORDINATOR, CONSULTANT)


def _by_facts(access: Access, record: Any) -> Any:
    return guarded.restore(access, "enterprises.change_enterprise", record)


@dataclass(frozen=True)
class Kind:
    """What can be brought back: where its municipality stands, what must not be in the trash itself, how, and who may know of
    it at all.
    """

    model: type[Record]
    place: str
    restore: Callable[[Access, Any], Any]
    holder: str = ""
    who: tuple[str, ...] = STAFF

    def visible(self, access: Access) -> QuerySet:
        """Those of one's own municipalities whose holder still is."""
        here: dict[str, Any] = {f"{self.place}__in": access.municipalities(*self.who)}
        if "presences__" in self.place:
            # Where it was noted by mistake nobody has a say in it. An enterprise's own periods went with it, none before.
            there = self.place.replace("municipality", "deleted_at")
            here |= {f"{there}__gte": F("deleted_at")} if self.model is models.Enterprise else {there: None}
        rows: Any = self.model.with_deleted.restorable().filter(**here)
        if self.model is models.Enterprise:
            # The rules ask where it belongs, and its presences lie in the trash beside it.
            rows = rows.filter(merged_into=None)  # what was put together is not taken apart again
            rows = rows.prefetch_related(Prefetch("presences", models.Presence.with_deleted.all()))
        if self.holder:
            rows = rows.filter(**{f"{self.holder}__deleted_at": None})
        return rows.distinct()


KINDS = {
    kind.model._meta.model_name: kind
    for kind in (
        Kind(models.Enterprise, "presences__municipality", removal.restore_enterprise),
        Kind(models.Presence, "municipality", presence.restore_presence, "enterprise"),
        Kind(models.RsvPeriod, "enterprise__presences__municipality", rsv.restore_rsv, "enterprise"),
        Kind(models.RsvCheck, "municipality", rsv_check.restore_check, "enterprise"),
        Kind(models.RsvReport, "enterprise__presences__municipality", rsv_duties.restore_report, "enterprise"),
        Kind(
            models.EnterpriseDocument,
            "enterprise__presences__municipality",
            enterprise_documents.restore_document,
            "enterprise",
        ),
        Kind(models.Inquiry, "municipality", inquiry.restore_inquiry, who=FOLLOWERS),
        Kind(models.InquiryStep, "inquiry__municipality", inquiry.restore_step, "inquiry", FOLLOWERS),
        Kind(models.AdviceSession, "municipality", advice.restore_advice, who=FOLLOWERS),
        Kind(models.Helper, "municipality", helper.restore_helper, who=(COORDINATOR,)),
        Kind(models.EnterpriseName, "enterprise__presences__municipality", names.restore_name, "enterprise"),
        Kind(models.CvrNumber, "enterprise__presences__municipality", _by_facts, "enterprise"),
        Kind(models.Contribution, "presence__municipality", contributions.restore_contribution, "presence"),
        Kind(models.Grant, "presence__municipality", grants.restore_grant, "presence"),
        Kind(models.FundMailing, "municipality", fund_mailing.restore_mailing),
        Kind(models.GrantApplication, "presence__municipality", grant_application.restore_application, "presence"),
        Kind(models.Task, "municipality", task.restore_task),
        Kind(models.NetworkMeeting, "municipality", municipal.restore),
        Kind(models.NetworkPlan, "municipality", municipal.restore),
        Kind(models.BoardPost, "presence__municipality", board.bring_back, "presence__enterprise"),
        Kind(models.BoardReply, "presence__municipality", board.bring_back, "post"),
        Kind(models.ThemeWish, "presence__municipality", network.restore_wish, "presence__enterprise"),
        Kind(models.Story, "municipality", municipal.restore),
        Kind(models.Activity, "municipality", activity.restore_activity),
        Kind(models.Body, "municipality", body.restore_body),
        Kind(models.HousingArea, "municipality", housing_area.restore_area),
    )
}


def _kinds_in_use(access: Access) -> list[Kind]:
    """The kinds of which something lies in the trash, told by one query: there are many kinds, and mostly few are in use."""
    asked = [
        kind.visible(access).order_by().annotate(of_kind=Value(name)).values_list("of_kind", flat=True)
        for name, kind in KINDS.items()
    ]
    names = set(asked[0].union(*asked[1:]))
    return [kind for name, kind in KINDS.items() if name in names]


@dataclass(frozen=True)
class Deleted:
    """A line of the page."""

    pk: str
    label: str
    deleted_at: dt.datetime
    deleted_by: str
    reason: str

    @property
    def until(self) -> dt.datetime:
        """The last moment it can be brought back."""
        return self.deleted_at + RESTORABLE_FOR


class Trash(RecordTrash):
    """Each line's key says its kind and its number: `grant-12`."""

    permission = "enterprises.view_internal"
    title = "Slettet"
    back_url_name = "enterprises:list"

    def rows(self) -> Iterable[Deleted]:
        access = self.request.access  # type: ignore[attr-defined]
        found = [record for kind in _kinds_in_use(access) for record in kind.visible(access)]
        told = removals(found)
        rows = []
        for record in found:
            by, reason = told.get((record._meta.label_lower, record.pk), ("", ""))
            name = f"{str(record._meta.verbose_name).capitalize()}: {record}"
            rows.append(Deleted(f"{record._meta.model_name}-{record.pk}", name, record.deleted_at, by, reason))
        return sorted(rows, key=lambda row: row.deleted_at, reverse=True)

    def find(self, key: str) -> Any:
        name, _, number = key.partition("-")
        kind = KINDS.get(name)
        if kind is None or not number.isdecimal():
            raise Http404
        return get_object_or_404(kind.visible(self.request.access), pk=number)  # type: ignore[attr-defined]

    def restore(self, access: Access, record: Any) -> Any:
        """Each kind has its own service."""
        return KINDS[record._meta.model_name].restore(access, record)
