"""Rows of the front door."""

from .table import Roles as R
from .table import Row

ROWS = [
    Row("home:front", public=True, but=dict.fromkeys(R.CONSULTANTS, 302), note="leads consultants to their work"),
    Row("home:accessibility", public=True),
    Row("home:privacy", public=True),
    Row("home:help", public=True),
    Row("home:accent", public=True, args=lambda world, record: {"code": world.slagelse.code}),
    Row("home:healthz", public=True),
    Row("home:readyz", public=True),
    Row("components", public=True),
]
