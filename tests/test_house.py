"""The house holds: imports and foreign keys point down the floors only."""

from django.apps import apps
from django.db import models
from importlinter.cli import lint_imports

FLOORS = ["common", "audit", "accounts", "notices", "enterprises", "agreements", "reports", "home"]
# The log names who acted: the one relation that points up.
EXCEPTIONS = {("audit.entry", "actor"), ("audit.read", "actor")}


def test_imports_keep_the_contracts() -> None:
    assert lint_imports(no_cache=True) == 0


def test_relations_point_down() -> None:
    looking_up = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in FLOORS:
            continue
        here = FLOORS.index(model._meta.app_label)
        for field in model._meta.get_fields(include_parents=False):
            if not isinstance(field, models.ForeignKey | models.ManyToManyField):
                continue
            target = field.related_model._meta.app_label
            if target in FLOORS and FLOORS.index(target) > here:
                looking_up.add((model._meta.label_lower, field.name))
    assert looking_up == EXCEPTIONS


def test_every_app_of_ours_has_a_floor() -> None:
    ours = {
        config.label
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in {"socialportal", "enterprises", "agreements", "reports"}
    }
    assert ours == set(FLOORS)
