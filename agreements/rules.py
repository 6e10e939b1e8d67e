"""Who may do what with the work we do together, and what is refused in every text. Pure: no database.

| permission (`agreements.…`)                     | coordinator  | consultant       | enterprise user, mentor | others |
|-------------------------------------------------|--------------|------------------|-------------------------|--------|
| `list_work`: the lists of the work              | yes          | yes              |                         |        |
| `view_agreement`, `view_evaluation`             | municipality | municipality     |                         |        |
| `edit_agreement`, `edit_evaluation`             | municipality |                  |                         |        |
| `view_occupancy`: how many places are in use    | municipality | municipality     | own enterprise          |        |
| `view_participant`, `edit_participant`          | municipality | own teams        |                         |        |
| `view_course`, `edit_course` (plan, extensions, |              |                  |                         |        |
|  outcomes with it)                              | municipality | own teams        |                         |        |
| `view_placement`, `edit_placement`              | municipality | municipality     |                         |        |
| `view_collaboration`, `view_initiative`         | municipality | municipality     |                         |        |
| `edit_collaboration`                            | municipality | municipality     |                         |        |
| `edit_initiative`                               | municipality |                  |                         |        |
| `note_delay`: why one's own deadline was passed | municipality | municipality     |                         |        |
| `edit_contact`: caseworkers and the like        | municipality | municipality     |                         |        |
| `view_need`                                     | municipality | municipality     | own enterprise          |        |
| `edit_need`                                     | municipality | municipality     | own enterprise; no mentor |      |
| `match`: needs beside own participants          | municipality | own teams        |                         |        |
| `reckon`: rimelighedskravet, nothing is stored  | yes          | yes              | yes                     |        |
| `record_attendance`: weeks, and sending sheets  | municipality | own teams        | own enterprise; mentor: |        |
|                                                 |              |                  | own participants        |        |
| `ask_meeting`, `note_plan`: that it was made    | municipality | own teams        | mentor: own participants|        |
| `view_own_course`: the mentor's page of it      |              |                  | mentor: own participants|        |

Asked without a record, a permission answers whether the person has it anywhere: that opens lists and empty forms, and the
service asks again about the record itself. The system administrator, the municipality's administrator and politicians have
none of them.

An enterprise's people know a participant by the number on the key card, and see no more of the course than they need: its dates,
its weeks and sheets, and (the mentor) how it stands with the plan. Who is no longer mentor of the course, or no longer at the
enterprise, has lost it the day after (`Access` is read by the day).
"""

from typing import TYPE_CHECKING, Any

import rules
from django.core.exceptions import ValidationError

from socialportal.accounts.roles import CONSULTANT, COORDINATOR, ENTERPRISE_USER, MENTOR
from socialportal.common.cpr import looks_like_cpr

if TYPE_CHECKING:
    from socialportal.accounts.access import Access

# Those who follow participants and agreements from day to day.
FOLLOWERS = (COORDINATOR, CONSULTANT)


# --- Permissions ------------------------------------------------------------------------------------------------------
@rules.predicate
def is_coordinator(access: "Access", record: Any = None) -> bool:
    """Coordinator where the record belongs."""
    return access.has(COORDINATOR, _place(record))


@rules.predicate
def is_consultant(access: "Access", record: Any = None) -> bool:
    """Consultant where the record belongs."""
    return access.has(CONSULTANT, _place(record))


@rules.predicate
def is_in_team(access: "Access", record: Any = None) -> bool:
    """In the team that follows the participant."""
    return record is None or record.team_id in access.teams


@rules.predicate
def serves_enterprise(access: "Access", record: Any = None) -> bool:
    """User or mentor of the record's enterprise."""
    return record is not None and record.presence.enterprise_id in access.own_enterprises()


@rules.predicate
def is_of_enterprise(access: "Access", record: Any = None) -> bool:
    """The same; without a record, user or mentor of any enterprise."""
    return bool(access.own_enterprises()) if record is None else serves_enterprise(access, record)


@rules.predicate
def is_own_user(access: "Access", record: Any = None) -> bool:
    """User (not mentor) of the enterprise where the course is."""
    own = access.own_enterprises(ENTERPRISE_USER)
    return bool(own) if record is None else _course_of(record).presence.enterprise_id in own


@rules.predicate
def is_own_mentor(access: "Access", record: Any = None) -> bool:
    """Mentor of this very course, and of the enterprise still."""
    own = access.own_enterprises(MENTOR)
    if record is None:
        return bool(own)
    course = _course_of(record)
    return course.mentor_id is not None and course.mentor_id == access.user_id and course.presence.enterprise_id in own


def _course_of(record: Any) -> Any:
    """The course that a record belongs to, or that it is."""
    return getattr(record, "course", record)


def _place(record: Any) -> int | None:
    """The municipality a record belongs to; None (anywhere) only when there is no record. A record without one is
    nobody's: 0 is no municipality.
    """
    return None if record is None else getattr(record, "municipality_id", None) or 0


_follows = is_coordinator | is_consultant
_follows_person = is_coordinator | (is_consultant & is_in_team)

PERMISSIONS = {
    "list_work": _follows,
    "view_agreement": _follows,
    "edit_agreement": is_coordinator,
    "view_evaluation": _follows,
    "edit_evaluation": is_coordinator,
    "view_occupancy": _follows | serves_enterprise,
    "view_participant": _follows_person,
    "edit_participant": _follows_person,
    "view_course": _follows_person,
    "edit_course": _follows_person,
    "view_placement": _follows,
    "edit_placement": _follows,
    "view_collaboration": _follows,
    "edit_collaboration": _follows,
    "view_initiative": _follows,
    "edit_initiative": is_coordinator,
    "note_delay": _follows,
    "edit_contact": _follows,
    "view_need": _follows | is_of_enterprise,
    "edit_need": _follows | is_own_user,
    "match": _follows,
    "reckon": _follows | is_of_enterprise,
    "record_attendance": _follows_person | is_own_user | is_own_mentor,
    "view_own_course": is_own_mentor,
    "ask_meeting": _follows_person | is_own_mentor,
    "note_plan": _follows_person | is_own_mentor,
}
for _name, _predicate in PERMISSIONS.items():
    rules.set_perm(f"agreements.{_name}", _predicate)


# --- What no text may hold --------------------------------------------------------------------------------------------
def check_no_cpr(text: str) -> None:
    """Refuses what looks like a CPR number. Raises ValidationError that says what to use instead."""
    if looks_like_cpr(text):
        raise ValidationError(
            "Det ligner et CPR-nummer, og dem må portalen ikke indeholde. Brug deltagerens nummer i portalen."
        )
