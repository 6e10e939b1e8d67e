"""Every write of strategy and report, one function a verb.

`access` is who acts (`accounts.Access`; `SYSTEM` for commands). All raise PermissionDenied when the rule says no,
ValidationError with Danish messages (by field where there is one), and those that change something Conflict when somebody
else saved it after `expected_version` was read.
"""

from .choosing import strategy_of
from .goal import add_goal, correct_goal, remove_goal, restore_goal
from .parts import (
    add_case,
    add_recommendation,
    add_reference,
    change_case,
    change_recommendation,
    change_reference,
    remove_part,
    restore_part,
)
from .point import add_point, correct_point, move_point, remove_point, restore_point
from .politics import (
    add_committee,
    add_decision,
    correct_committee,
    correct_decision,
    remove_committee,
    remove_decision,
    rename_committee,
    restore_committee,
    restore_decision,
)
from .report import change_report, open_report, remove_report, restore_report
from .strategy import adopt_strategy, correct_strategy, remove_strategy, restore_strategy
from .writing import explain_goal, write_point, write_section

__all__ = [
    "add_case",
    "add_committee",
    "add_decision",
    "add_goal",
    "add_point",
    "add_recommendation",
    "add_reference",
    "adopt_strategy",
    "change_case",
    "change_recommendation",
    "change_reference",
    "change_report",
    "correct_committee",
    "correct_decision",
    "correct_goal",
    "correct_point",
    "correct_strategy",
    "explain_goal",
    "move_point",
    "open_report",
    "remove_committee",
    "remove_decision",
    "remove_goal",
    "remove_part",
    "remove_point",
    "remove_report",
    "remove_strategy",
    "rename_committee",
    "restore_committee",
    "restore_decision",
    "restore_goal",
    "restore_part",
    "restore_point",
    "restore_report",
    "restore_strategy",
    "strategy_of",
    "write_point",
    "write_section",
]
