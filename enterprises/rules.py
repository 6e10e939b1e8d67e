"""Who may do what with enterprises and what belongs to them. Pure predicates over (access, record).

| permission (`enterprises.…`)                       | coordinator  | consultant   | administrator | enterprise user | mentor |
|----------------------------------------------------|--------------|--------------|---------------|-----------------|--------|
| `list_enterprises`: the internal lists             | yes          | yes          | yes           |                 |        |
| `view_enterprise`: its page                        | municipality | municipality | municipality  | own             | own    |
| `view_internal`: note, sources, history, trash     | municipality | municipality | municipality  |                 |        |
| `add_enterprise`                                   | municipality |              |               |                 |        |
| `change_profile`: texts, contact                   | municipality | municipality |               | own             |        |
| `change_enterprise`: name, form, CVR, all facts    | municipality | municipality |               |                 |        |
| `change_note`: the internal note                   | municipality | municipality |               |                 |        |
| `remove_enterprise`, and bringing back             | municipality |              |               |                 |        |
| `change_presence`: active, listed, counted         | municipality |              |               |                 |        |
| `change_rsv`: the way to registration              | municipality |              |               |                 |        |
| `view_contribution`                                | municipality | municipality | municipality  | own             |        |
| `change_contribution`                              | municipality |              |               | own             |        |
| `arrange_contributions`: order, removal            | municipality |              |               |                 |        |
| `view_grant`                                       | municipality | municipality | municipality  | own             |        |
| `change_grant`                                     | municipality |              |               |                 |        |
| `view_network`, `view_story`                       | municipality | municipality | municipality  |                 |        |
| `change_network`, `change_story`                   | municipality |              |               |                 |        |
| `change_people`: who serves an enterprise          | municipality |              | municipality  | own             |        |
| `approve_profile`: what the public sees            | municipality |              |               |                 |        |
| `open_year`: ask for contributions, remind, close  | municipality |              |               |                 |        |
| `approve_contribution`: approve, send back, reopen | municipality |              |               |                 |        |
| `view_rsv`: checklist, papers, duties              | municipality | municipality | municipality  | own             |        |
| `change_checklist`: its answers and papers         | municipality | municipality |               | own             |        |
| `check_rsv`: the municipality's own look           | municipality | municipality |               |                 |        |
| `view_inquiry`, `change_inquiry`: inquiries, advice | municipality | municipality |              |                 |        |
| `change_helper`: who helps with what               | municipality |              |               |                 |        |
| `view_invitation`, `answer_invitation`: meetings   | municipality |              |               | own             |        |
| `view_board`: the notice board                     | municipality | municipality | municipality  | its own's       |        |
| `post_on_board`, `reply_on_board`                  |              |              |               | own             |        |
| `remove_from_board`: with a reason, if not one's own | municipality |            |               | own             |        |
| `send_fund_mailing`                                | municipality |              |               |                 |        |
| `view_fund_mailing`: those sent                    | municipality | municipality | municipality  | its own's       |        |
| `view_application`, `change_application`           | municipality | municipality |               | own             |        |
| `co_sign_application`: as the municipality         | municipality |              |               |                 |        |
| `view_task`: tasks to be bought                    | municipality | municipality | municipality  | its own's       |        |
| `change_task`: write, publish, settle              | municipality | municipality |               | own as buyer    |        |
| `publish_task`                                     | municipality | municipality |               |                 |        |
| `show_interest`                                    |              |              |               | own             |        |
| `view_activity`: visits, talks, bodies, events     | municipality | municipality | municipality  |                 |        |
| `log_activity`                                     | municipality | municipality |               |                 |        |
| `change_area`: housing areas                       | municipality |              |               |                 |        |
| `merge_enterprises`                                | municipality |              |               |                 |        |

Why a consultant may edit facts but not presence, RSV or removal: she meets the enterprises every week and hears first of a new
address, while the other three change the report's figures. Politicians and the national roles have none of them; they read
the public directory. An enterprise's own people see their own enterprise only.

Helpers without a municipality are the whole country's: the system administrator keeps them.

Asked without a record (or about a new one that belongs nowhere yet), a permission answers whether the person has it anywhere:
that opens lists and empty forms, and the service asks again about the record itself.
"""

from typing import TYPE_CHECKING, Any

import rules

from socialportal.accounts.roles import ADMINISTRATOR, CONSULTANT, COORDINATOR, ENTERPRISE_USER, MENTOR

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


def places_of(record: Any) -> frozenset[int] | None:
    """The municipalities that a record belongs to, by id. None: it is new and belongs nowhere yet.

    Reads no more than the record's own relations: an enterprise's presences (views prefetch them), another's municipality.
    """
    if record is None:
        return None
    if hasattr(record, "presences"):
        return frozenset(p.municipality_id for p in record.presences.all()) if record.pk else None
    for name in ("municipality_id", "presence_id", "enterprise_id"):
        if not hasattr(record, name):
            continue
        value = getattr(record, name)
        if value is None:
            return None
        if name == "municipality_id":
            return frozenset({value})
        return places_of(record.presence if name == "presence_id" else record.enterprise)
    return frozenset()


def enterprise_of(record: Any) -> int | None:
    """The enterprise that a record is about, by id; None for no record and for what belongs to a municipality as such."""
    if record is None:
        return None
    if hasattr(record, "presences"):
        return record.pk
    if hasattr(record, "presence_id"):
        return record.presence.enterprise_id if record.presence_id else None
    return getattr(record, "enterprise_id", None)


def _works_where(role: str, access: "Access", record: Any) -> bool:
    places = places_of(record)
    return access.has(role) if places is None else bool(places & access.municipalities(role))


def _serves(role: str, access: "Access", record: Any) -> bool:
    own, enterprise = access.own_enterprises(role), enterprise_of(record)
    return bool(own) if enterprise is None and places_of(record) is None else enterprise in own


@rules.predicate
def is_coordinator(access: "Access", record: Any = None) -> bool:
    """Coordinator where the record belongs."""
    return _works_where(COORDINATOR, access, record)


@rules.predicate
def is_consultant(access: "Access", record: Any = None) -> bool:
    """Consultant where the record belongs."""
    return _works_where(CONSULTANT, access, record)


@rules.predicate
def is_administrator(access: "Access", record: Any = None) -> bool:
    """Administrator where the record belongs."""
    return _works_where(ADMINISTRATOR, access, record)


@rules.predicate
def is_own_user(access: "Access", record: Any = None) -> bool:
    """User of the enterprise that the record is about."""
    return _serves(ENTERPRISE_USER, access, record)


@rules.predicate
def is_own_mentor(access: "Access", record: Any = None) -> bool:
    """Mentor of the enterprise that the record is about."""
    return _serves(MENTOR, access, record)


@rules.predicate
def is_reader(access: "Access", record: Any = None) -> bool:
    """User of an enterprise, about what a municipality lets its enterprises read. Which of it exists for whom, the first door
    says (`visible_to`): a predicate knows no other records.
    """
    return bool(getattr(record, "shared", False)) and bool(access.own_enterprises(ENTERPRISE_USER))


@rules.predicate
def is_buyer(access: "Access", record: Any = None) -> bool:
    """User of the enterprise that wants to buy the task."""
    buyer = getattr(record, "buyer", None)
    return buyer is not None and buyer.enterprise_id in access.own_enterprises(ENTERPRISE_USER)


@rules.predicate
def is_coordinator_there(access: "Access", record: Any = None) -> bool:
    """Coordinator where the record belongs; what belongs to no municipality is the nation's."""
    return not _is_national(record) and _works_where(COORDINATOR, access, record)


@rules.predicate
def keeps_national_helpers(access: "Access", record: Any = None) -> bool:
    """The system administrator, for what belongs to no municipality."""
    return access.is_system_administrator and (record is None or _is_national(record))


def _is_national(record: Any) -> bool:
    return record is not None and getattr(record, "municipality_id", 0) is None


_staff = is_coordinator | is_consultant | is_administrator
_facts = is_coordinator | is_consultant

PERMISSIONS = {
    "list_enterprises": _staff,
    "view_enterprise": _staff | is_own_user | is_own_mentor,
    "view_internal": _staff,
    "add_enterprise": is_coordinator,
    "change_profile": _facts | is_own_user,
    "change_enterprise": _facts,
    "change_note": _facts,
    "remove_enterprise": is_coordinator,
    "change_presence": is_coordinator,
    "change_rsv": is_coordinator,
    "view_contribution": _staff | is_own_user,
    "change_contribution": is_coordinator | is_own_user,
    "arrange_contributions": is_coordinator,
    "view_grant": _staff | is_own_user,
    "change_grant": is_coordinator,
    "view_network": _staff,
    "change_network": is_coordinator,
    "view_story": _staff,
    "change_story": is_coordinator,
    "change_people": is_coordinator | is_administrator | is_own_user,
    "approve_profile": is_coordinator,
    "open_year": is_coordinator,
    "approve_contribution": is_coordinator,
    "view_rsv": _staff | is_own_user,
    "change_checklist": _facts | is_own_user,
    "check_rsv": _facts,
    "view_inquiry": _facts,
    "change_inquiry": _facts,
    "change_helper": is_coordinator_there | keeps_national_helpers,
    "view_invitation": _staff | is_own_user,
    "answer_invitation": is_coordinator | is_own_user,
    "view_board": _staff | is_own_user | is_reader,
    "post_on_board": is_own_user,
    "reply_on_board": is_own_user,
    "remove_from_board": is_coordinator | is_own_user,
    "send_fund_mailing": is_coordinator,
    "view_fund_mailing": _staff | is_own_user | is_reader,
    "view_application": _facts | is_own_user,
    "change_application": _facts | is_own_user,
    "co_sign_application": is_coordinator,
    "view_task": _staff | is_own_user | is_reader | is_buyer,
    "change_task": _facts | is_own_user | is_buyer,
    "publish_task": _facts,
    "show_interest": is_own_user,
    "view_activity": _staff,
    "log_activity": _facts,
    "change_area": is_coordinator,
    "merge_enterprises": is_coordinator,
}
for _name, _predicate in PERMISSIONS.items():
    rules.set_perm(f"enterprises.{_name}", _predicate)
