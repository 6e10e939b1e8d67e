"""The demo's tasks to be bought: two that are open, and one that was. All of it is made up."""

import datetime as dt
from decimal import Decimal

from enterprises.models import Product, ProductCategory, Task, TaskInterest
from enterprises.services.profile_parts import change_part
from enterprises.services.task import SHOWN, TOLD, publish_task, settle_task, show_interest, write_task
from socialportal.accounts.access import Access, access_of
from socialportal.accounts.models import Municipality, User
from socialportal.audit import bookkeeping
from socialportal.common import danish
from socialportal.notices.models import Notice

from .made_up import MADE_UP, ago
from .register import presence_of

AT_SUMAK = "redaktoer@sumak.example"
# What some of the enterprises sell, in the groups that buyers choose between: whose, which of its products, group.
SOLD = (
    ("sumak", "catering", "catering"),
    ("manden-og-konen", "mad til arrangementer", "catering"),
    ("villa-fjordhoej", "frokost", "catering"),
    ("veteranhaven", "haveaktiviteter", "green"),
    ("musholm", "konferencer og møder", "venue"),
    ("bevar", "syværksted", "textile"),
)


def load_purchase(access: Access, place: Municipality) -> None:
    """Once: what a user did with them since is left alone."""
    if Task.with_deleted.filter(municipality=place).exists():
        return
    groups = {group.code: group for group in ProductCategory.objects.all()}
    for slug, name, code in SOLD:
        for product in Product.objects.filter(enterprise__slug=slug, name=name, categories=None):
            change_part(access, product, expected_version=product.version, links={"categories": [groups[code]]})
    _publish(
        access,
        Task(
            municipality=place,
            buyer=presence_of("sund-og-baelt", place),
            title="Mad til en arbejdsdag på Sprogø",
            contact="Kontoret, post@sundogbaelt.example",
            what="Frokost og kaffe til 60 personer, pakket, så det kan sejles over og stilles frem.",
            where="Korsør",
            counts="At maden er lavet i nærheden, og at der er noget til dem, der ikke spiser kød.",
            deadline=ago(-13),
        ),
        [groups["catering"]],
    )
    _publish(
        access,
        Task(
            municipality=place,
            kind=Task.Kind.DIALOGUE,
            buyer_name="Park og Vej",
            title="Pleje af små grønne områder",
            contact="Park og Vej, parkogvej@slagelse.example",
            what="Kommunen overvejer at købe pleje af små grønne områder af virksomheder, der giver mennesker en chance. "
            "Hvor store områder kan I passe, og hvor ofte?",
            where="Slagelse, Korsør og Skælskør",
            counts="Hvem der får arbejdet, og hvordan I lærer folk op.",
            deadline=ago(-27),
        ),
        [],
    )
    _settled(access, place, [groups["catering"]])


def _publish(access: Access, task: Task, groups: list[ProductCategory]) -> Task:
    task.source_note = MADE_UP
    written = write_task(access, task, links={"categories": groups})
    return publish_task(access, written, expected_version=written.version)


def _settled(access: Access, place: Municipality, groups: list[ProductCategory]) -> None:
    """Written and sold today, and then dated back: the services know no yesterday."""
    task = _publish(
        access,
        Task(
            municipality=place,
            buyer_name="Biblioteket",
            title="Kaffe og kage til et borgermøde",
            contact="biblioteket@slagelse.example",
            what="Kaffe, te og kage til 40 borgere.",
            where="Slagelse Bibliotek",
            deadline=ago(0) + dt.timedelta(days=7),
        ),
        groups,
    )
    sumak = presence_of("sumak", place)
    serves = access_of(User.objects.get(email=AT_SUMAK))
    text = "Det kan vi godt. Vi kommer med det, og vi tager også opvasken med hjem."
    shown = show_interest(serves, TaskInterest(task=task, presence=sumak, text=text, source_note=MADE_UP))
    TaskInterest.objects.filter(pk=shown.pk).update(created_at=shown.created_at - dt.timedelta(days=44))
    settled = settle_task(
        access,
        task,
        outcome=Task.Outcome.BOUGHT,
        outcome_on=task.published_on,
        bought_from=sumak,
        amount=Decimal(3200),
        expected_version=task.version,
    )
    first_deadline = task.deadline
    settled.published_on, settled.deadline, settled.outcome_on = ago(50), ago(36), ago(33)
    bookkeeping.change(access, settled, expected_version=settled.version, reason=MADE_UP)
    _date_back_what_was_told(settled, first_deadline)


def _date_back_what_was_told(task: Task, first_deadline: dt.date) -> None:
    """What people were told of the task is from the same days, and names the same deadline, as its page."""
    for notice in Notice.objects.filter(url=task.get_absolute_url()):
        days = {TOLD: 50, SHOWN: 44}.get(notice.kind, 33)
        at = notice.at - dt.timedelta(days=days)
        text = notice.text.replace(danish.date(first_deadline), danish.date(task.deadline))
        Notice.objects.filter(pk=notice.pk).update(at=at, text=text)
