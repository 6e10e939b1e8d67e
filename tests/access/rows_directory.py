"""Rows of the public directory, its open data, and what an enterprise has created."""

from .table import Roles as R
from .table import Row

READERS = (R.COORDINATOR, R.CONSULTANT, R.ENTERPRISE_USER)
# For them the enterprise itself is not there.
NOT_THERE = dict.fromkeys((R.OTHER_ENTERPRISE_USER, *R.NATIONAL), 404)

ROWS = [
    Row("enterprises:data-csv", public=True),
    Row("enterprises:data-json", public=True),
    Row("enterprises:open-data", public=True),
    Row("reports:created", key="enterprise", ok=READERS, but=NOT_THERE, foreign_ok=R.KOLDING),
    Row("reports:created-pdf", key="enterprise", ok=READERS, but=NOT_THERE, foreign_ok=R.KOLDING),
]
