"""How counted tables become marks: which shape a kind of job has, and what a group is called beside its number."""

from socialportal.common import danish
from socialportal.common.charts import FOR_KINDS, Group, Noun, Part

from ..tabulate import Table
from .material import Material
from .phrases import small

JOBS = Noun("job", "job")
COURSES = Noun("afsluttet forløb", "afsluttede forløb")
# The national codes as people say them with a number; other kinds by their own name.
_SAID = {"full_time": "fuldtidsjob", "wage_subsidy": "job med løntilskud"}


def job_groups(table: Table) -> list[Group]:
    """A group a row, in the table's order, each kind with a shape of its own."""
    groups = []
    for place, row in enumerate(table):
        word = _SAID.get(next(iter(row.keys)), "") if not row.is_merged else ""
        word = word or small(row.label)
        groups.append(Group(Noun(word, word), row.count, FOR_KINDS[place % len(FOR_KINDS)]))
    return groups


def outcome_groups(table: Table) -> list[Group]:
    """The groups of a table of statuses, as they are printed on a strip."""
    return [Group(Noun(small(row.label), small(row.label)), row.count) for row in table]


def grant_parts(material: Material) -> list[Part]:
    """What each received, the largest first."""
    return [
        Part(
            material.names[row.enterprise_id],
            float(row.amount),
            danish.kroner(row.amount, approximate=row.approximate),
        )
        for row in sorted(material.rows.grant, key=lambda row: (-row.amount, row.pk))
    ]
