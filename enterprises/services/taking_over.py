"""The grants that an enterprise tells of with its contribution become the municipality's, when the contribution is approved."""

from socialportal.accounts.access import Access

from ..models import Contribution, DeclaredGrant, Donor, Grant
from .grants import add_grant, change_grant, remove_grant


def take_over_grants(access: Access, contribution: Contribution) -> None:
    """Every declared grant with an amount becomes a grant with its donor, once. Approved anew, those whose line was changed since
    are corrected, and those whose line was taken out are removed; what the coordinator herself has removed stays away.
    """
    lines = DeclaredGrant.with_deleted.filter(contribution=contribution).order_by("order", "pk")
    grants = Grant.with_deleted.in_bulk([line.grant_id for line in lines if line.grant_id])  # type: ignore[attr-defined]
    for line in lines:
        grant = grants.get(line.grant_id)  # type: ignore[attr-defined]
        if grant is not None and grant.deleted_at:
            continue
        if line.deleted_at:
            if grant is not None:
                told = "Virksomheden har taget den ud af sit bidrag"
                remove_grant(access, grant, expected_version=grant.version, reason=told)
        elif line.amount is not None:
            _take_over(access, contribution, line, grant)


def _take_over(access: Access, contribution: Contribution, line: DeclaredGrant, grant: Grant | None) -> None:
    donors = [Donor(name=line.donor, amount=line.amount, private_person=line.private_person)]
    if grant is None:
        made = add_grant(
            access,
            Grant(
                presence=contribution.presence,
                year=contribution.year,
                amount=line.amount,  # type: ignore[misc]  # asked before
                approximate=line.approximate,
                purpose=line.purpose,
                source_note=line.source_note
                or f"Oplyst af virksomheden i bidraget til årsrapporten {contribution.year}.",
            ),
            donors=donors,
        )
        # Not `save`: when the line was last changed is what re-approval goes by.
        DeclaredGrant.objects.filter(pk=line.pk).update(grant=made)
    elif line.changed_at > grant.changed_at:
        grant.amount, grant.approximate, grant.purpose = line.amount, line.approximate, line.purpose  # type: ignore[assignment]
        change_grant(access, grant, expected_version=grant.version, donors=donors)
