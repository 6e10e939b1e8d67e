"""The status of a course that goes on under another agreement, for portals whose list is already filled."""

from django.db import migrations

CODE = "transferred"


def add(apps, schema_editor):
    OutcomeType = apps.get_model("agreements", "OutcomeType")
    if OutcomeType.objects.exists() and not OutcomeType.objects.filter(code=CODE).exists():
        OutcomeType.objects.create(code=CODE, name="Overført til en anden aftale", group="other", order=99)


def remove(apps, schema_editor):
    OutcomeType = apps.get_model("agreements", "OutcomeType")
    Outcome = apps.get_model("agreements", "Outcome")
    unused = OutcomeType.objects.filter(code=CODE).exclude(pk__in=Outcome.objects.values("type"))
    unused.delete()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_work_day")]
    operations = [migrations.RunPython(add, remove)]
