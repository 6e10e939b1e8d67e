"""The pages of a record: list, read, add, edit, remove, trash. An app says which model, form and services; the doors, the
conflict and the trash are the same everywhere.

Services are given as functions: `add(access, record, links=…)`, `change(access, record, expected_version=…, links=…)`,
`supersede(access, record, from_day=…, expected_version=…, links=…)`, `remove(access, record, expected_version=…, reason=…)`,
`restore(access, record)`; those of `audit.bookkeeping` fit, and so do an app's own with the rule in front. In a class body
they are wrapped: `service = staticmethod(services.add_grant)`.
"""

from .door import Door
from .editing import RecordAdd, RecordEdit, RecordForms
from .listing import RecordList
from .reading import RecordPage
from .removing import RecordRemove, RecordTrash

__all__ = ["Door", "RecordAdd", "RecordEdit", "RecordForms", "RecordList", "RecordPage", "RecordRemove", "RecordTrash"]
