"""Rows of an enterprise's own page: its parts, its people, its approval, its pictures."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from enterprises.models import Award, ContactPerson, EnterpriseMembership, Picture, Product
from enterprises.services.people import scope_of
from socialportal.accounts import roles
from socialportal.accounts.models import Invitation
from tests import factories
from tests.enterprises.pictures import jpeg

from .rows_enterprises import FOREIGN_COORDINATOR, FOREIGN_EDITORS, NOBODY, by_slug, of_one, one, refused
from .table import Roles as R
from .table import Row
from .world import World

LONG_AGO = dt.date(2015, 1, 1)
INSIDE = (*R.SLAGELSE_STAFF, *R.SUMAK)
EDITORS = (R.COORDINATOR, R.CONSULTANT, R.ENTERPRISE_USER)
OF_PEOPLE, FOREIGN_OF_PEOPLE = (R.COORDINATOR, R.ADMINISTRATOR, R.ENTERPRISE_USER), FOREIGN_COORDINATOR


def build(world: World) -> None:
    """Of both enterprises a product, a picture and so on that are not public yet, and a second user; each wants approval."""
    for where, enterprise, records, readers, word in (
        (world.slagelse, world.sumak, world.own, INSIDE, "Kløver"),
        (world.kolding, world.fjordtangen, world.foreign, R.KOLDING, "Fjord"),
    ):
        where.approves_profiles = True
        where.save()
        factories.publication(enterprise, waiting_since=dt.datetime(2018, 5, 1, tzinfo=dt.UTC))
        records["own-product"] = Product.objects.create(
            enterprise=enterprise, name=world.plant(f"{word}vare", to=readers)
        )
        picture = Picture(enterprise=enterprise, alt_text=world.plant(f"{word}billede", to=readers))
        picture.file.save("x.jpg", ContentFile(jpeg()), save=False)
        picture.width, picture.height = 40, 30
        picture.save()
        records["own-picture"] = picture
        award = world.plant(f"{word}pris", to=readers)
        records["own-award"] = Award.objects.create(enterprise=enterprise, name=award, year=2017)
        name = world.plant(f"{word}person", to=readers)
        records["own-contact"] = ContactPerson.objects.create(enterprise=enterprise, name=name, phone="12 34 56 78")
        second = factories.user(name=f"{word} Bruger")
        records["own-person"] = EnterpriseMembership.objects.create(
            user=second, enterprise=enterprise, role=roles.ENTERPRISE_USER, valid_from=LONG_AGO
        )
        records["own-invited"] = Invitation.objects.create(
            email=f"{word.lower()}@test.example",
            name=f"{word} Inviteret",
            role=roles.MENTOR,
            scope=scope_of(enterprise),
            token_digest=word,
        )


def of_invitation(world: World, record: Any) -> Mapping[str, Any]:
    """The address of an invitation, below its enterprise."""
    enterprise = world.sumak if record == world.own["own-invited"] else world.fjordtangen
    return {"slug": enterprise.slug, "pk": record.pk}


def _invited(name: str) -> Row:
    return Row(
        f"enterprises:{name}",
        key="own-invited",
        ok=OF_PEOPLE,
        foreign_ok=FOREIGN_OF_PEOPLE,
        args=of_invitation,
        but=NOBODY,
        foreign_but=refused(FOREIGN_OF_PEOPLE),
        post_only=True,
        done=302,
    )


ROWS = [
    Row("enterprises:own-first", ok=(R.ENTERPRISE_USER, R.MENTOR, R.OTHER_ENTERPRISE_USER), other=404, done=302),
    Row("enterprises:approvals", ok=R.COORDINATORS),
    one("own", INSIDE, R.KOLDING),
    one("profile-texts", EDITORS, FOREIGN_EDITORS),
    one("profile-words", EDITORS, FOREIGN_EDITORS),
    one("own-trash", EDITORS, FOREIGN_EDITORS),
    Row(
        "enterprises:profile-confirm",
        key="enterprise",
        ok=EDITORS,
        foreign_ok=FOREIGN_EDITORS,
        args=by_slug,
        but=NOBODY,
        foreign_but=refused(FOREIGN_EDITORS),
        post_only=True,
        done=302,
    ),
    one("approval", (R.COORDINATOR,), FOREIGN_COORDINATOR),
    *(one(f"{part}-add", EDITORS, FOREIGN_EDITORS) for part in ("product", "picture", "award", "contact")),
    *(
        one(f"{part}-{verb}", EDITORS, FOREIGN_EDITORS, key=f"own-{part}")
        for part in ("product", "picture", "award", "contact")
        for verb in ("edit", "remove")
    ),
    one("presence-caretaker", (R.COORDINATOR,), FOREIGN_COORDINATOR, key="presence"),
    one("people", OF_PEOPLE, FOREIGN_OF_PEOPLE),
    one("person-invite", OF_PEOPLE, FOREIGN_OF_PEOPLE),
    one("person-end", OF_PEOPLE, FOREIGN_OF_PEOPLE, key="own-person"),
    _invited("person-resend"),
    _invited("person-withdraw"),
    # A picture that is not on the public page: for those inside, and nobody else learns that it is there.
    Row(
        "enterprises:picture",
        key="own-picture",
        ok=(*R.SLAGELSE, *R.SUMAK),
        foreign_ok=R.KOLDING,
        args=of_one,
        other=404,
        but={R.ANONYMOUS: 404},
        foreign_but={R.ANONYMOUS: 404},
    ),
]
