"""The demo's profiles: what some of the enterprises can be found by, a few pictures that are drawn here, and one change that
waits for approval in Kolding. Names, texts and figures stay as the report of 2018 tells them.
"""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from enterprises.models import (
    ContactPerson,
    Enterprise,
    Picture,
    Product,
    ProductCategory,
    Publication,
    Support,
    Trade,
)
from enterprises.services.enterprise import change_enterprise, confirm
from enterprises.services.profile_parts import add_part, add_picture, change_part
from enterprises.services.publication import publish
from socialportal.accounts.access import SYSTEM, Access, access_of
from socialportal.accounts.models import Municipality, User
from socialportal.accounts.services.municipality import change_municipality_settings
from socialportal.audit.bookkeeping import Links

from .made_up import MADE_UP

PATTERN = "Et mønster i farver, tegnet til demoen"
SIZE = (1200, 800)  # pixels
# slug → trades, what each of its products is (in their order), support, and how many pictures.
PROFILES = {
    "sumak": (["food"], ["catering", "catering", "courses"], ["training", "mentor-hours"], 2),
    "bevar": (["retail", "crafts"], ["textile", "courses", "textile", "courses"], ["buddy"], 1),
    "veteranhaven": (["nature"], ["green", "green", "green"], ["mentor-hours", "flexible-hours"], 1),
    "manden-og-konen": (["food"], ["catering", "catering", "leisure"], ["buddy", "flexible-hours"], 1),
    "musholm": (["culture"], ["venue", "leisure", "venue"], ["flexible-hours"], 0),
    "villa-fjordhoej": (["food", "culture"], ["venue", "venue", "catering"], ["mentor-hours"], 0),
    "blindes-arbejde": (["crafts"], ["crafts", "textile", "furniture", "consulting"], ["mentor-hours"], 1),
    "mini-houses": (["crafts"], ["crafts", "furniture"], ["buddy", "pick-up"], 0),
}
CONTACTS = {
    "sumak": ("Rana Rashid", "Daglig leder", "redaktoer@sumak.example"),
    "veteranhaven": ("Verner Vang", "Daglig leder", "redaktoer@veteranhaven.example"),
}
# slug → its social purpose, and text, price and how to order for each of its products (in their order).
SOLD = {
    "sumak": (
        "Hos os får kvinder med en anden baggrund end dansk et arbejde, et netværk og et sprog, mens de laver mad til andre.",
        (
            (
                "Kaffe, kage og dagens ret i Kvarterhuset, lavet fra bunden.",
                "Spørg i caféen",
                "Kom forbi, alle er velkomne.",
            ),
            (
                "Mad ud af huset til møder, receptioner og fester, også uden kød.",
                "Efter tilbud",
                "Bestil tre dage før.",
            ),
            ("Et trygt sted at prøve et køkken af, med oplæring på dansk.", "Efter aftale", "Tal med jobcentret."),
        ),
    ),
    "veteranhaven": (
        "Haven giver veteraner ro, fællesskab og et skridt på vejen tilbage til et helt liv.",
        (
            (
                "Anlæg og pasning af haver og grønne områder.",
                "Efter tilbud",
                "Skriv, så kommer vi ud og ser på opgaven.",
            ),
            ("Udendørs arbejde i et tempo, der passer den enkelte.", "Efter aftale", "Tal med jobcentret."),
            (
                "Et hold med egen arbejdsleder løser opgaver ude hos jer.",
                "Efter tilbud",
                "Skriv, hvad der skal laves, og hvornår.",
            ),
        ),
    ),
    "musholm": (
        "Alle skal kunne holde ferie, dyrke sport og mødes, også med et handicap.",
        (
            (
                "Feriehuse ved vandet, hvor alt kan bruges af alle.",
                "Efter sæson",
                "Skriv, hvornår I vil komme, og hvor mange I er.",
            ),
            ("Sport og bevægelse for hold og familier, hvor alle kan være med.", "Efter aftale", "Bestil en uge før."),
            ("Lyse mødesale med mad fra eget køkken.", "Efter tilbud", "Skriv dag og antal."),
        ),
    ),
}
WAITS, EDITOR = "soul-cafe", "redaktoer@soulcafe.example"


def load_profiles(access: Access, place: Municipality, neighbour: Municipality) -> None:
    """Once each: a profile that has trades is left as it is."""
    for seed, (slug, (trades, categories, support, pictures)) in enumerate(PROFILES.items()):
        enterprise = Enterprise.objects.get(slug=slug, presences__municipality=place)
        if enterprise.trades.exists():
            continue
        links: Links = {
            "trades": list(Trade.objects.filter(code__in=trades)),
            "support": list(Support.objects.filter(code__in=support)),
        }
        products = list(enterprise.products.order_by("order", "pk"))
        enterprise.social_purpose, sold = SOLD.get(slug, (enterprise.social_purpose, ()))
        for product, (text, price, order) in zip(products, sold, strict=False):
            product.text, product.price_text, product.how_to_order = text, price, order
        change_enterprise(access, enterprise, expected_version=enterprise.version, links=links, reason=MADE_UP)
        for product, code in zip(products, categories, strict=True):
            is_a = [ProductCategory.objects.get(code=code)]
            change_part(access, product, expected_version=product.version, links={"categories": is_a}, reason=MADE_UP)
        for number in range(pictures):
            picture = Picture(enterprise=enterprise, alt_text=PATTERN, source_note=MADE_UP)
            add_picture(access, picture, upload=_drawn(seed * 3 + number))
        if slug in CONTACTS:
            name, title, email = CONTACTS[slug]
            contact = ContactPerson(enterprise=enterprise, name=name, title=title, email=email, public=True)
            contact.source_note = MADE_UP
            add_part(access, contact)
    for enterprise in Enterprise.objects.filter(presences__municipality=place).distinct():
        if not _is_published(enterprise):
            publish(access, enterprise)
    _confirm_one(access, place)
    _approval(neighbour)


def _is_published(enterprise: Enterprise) -> bool:
    """Whether the public sees its products: the register puts them in after the enterprise itself."""
    publication = Publication.objects.filter(enterprise=enterprise).first()
    return publication is not None and len(publication.data["products"]) == enterprise.products.count()


def _confirm_one(access: Access, place: Municipality) -> None:
    bevar = Enterprise.objects.get(slug="bevar", presences__municipality=place)
    if bevar.confirmed_on is None:
        confirm(access, bevar, expected_version=bevar.version)


def _approval(neighbour: Municipality) -> None:
    """Kolding looks at pages before they are public, and one waits."""
    if neighbour.approves_profiles:
        return
    neighbour.approves_profiles = True
    change_municipality_settings(SYSTEM, neighbour, expected_version=neighbour.version)
    editor = access_of(User.objects.get(email=EDITOR))
    cafe = Enterprise.objects.get(slug=WAITS)
    cafe.social_purpose = "Her får unge en tryg begyndelse på arbejdslivet i et rigtigt køkken."
    change_enterprise(editor, cafe, expected_version=cafe.version)
    lunch = Product(
        enterprise=cafe, name="Frokost ud af huset", price_text="Fra 95 kr. pr. person", source_note=MADE_UP
    )
    add_part(editor, lunch, links={"categories": [ProductCategory.objects.get(code="catering")]})


def _drawn(seed: int) -> SimpleUploadedFile:
    """Plain shapes in a few colours, the same for the same seed."""
    colours = ((11, 82, 91), (214, 158, 46), (150, 60, 50), (90, 130, 80), (240, 234, 220))
    width, height = SIZE
    canvas = Image.new("RGB", SIZE, colours[4])
    draw = ImageDraw.Draw(canvas)
    for number in range(14):
        step = seed * 37 + number * 97
        x, y, size = (step * 13) % width, (step * 29) % height, 90 + (step * 7) % 220
        colour = colours[(seed + number) % 4]
        if number % 2:
            draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
        else:
            draw.rectangle((x - size, y - size // 2, x + size, y + size // 2), fill=colour)
    out = io.BytesIO()
    canvas.save(out, "PNG")
    return SimpleUploadedFile("moenster.png", out.getvalue())
