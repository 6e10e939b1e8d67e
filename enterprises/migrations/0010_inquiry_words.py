"""Words that fit both those who write and those who answer; who calls may have a telephone only."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0009_publications")]

    operations = [
        migrations.AlterField(
            model_name="inquiry",
            name="wish",
            field=models.CharField(
                "ønske",
                max_length=10,
                choices=[
                    ("start", "Starte en socialøkonomisk virksomhed"),
                    ("move", "Flytte en virksomhed hertil eller åbne en afdeling"),
                    ("change", "Gøre en virksomhed, der findes, socialøkonomisk"),
                    ("other", "Andet"),
                ],
            ),
        ),
        migrations.AlterField(model_name="inquiry", name="name", field=models.CharField("navn", max_length=120)),
        migrations.AlterField(
            model_name="inquiry", name="email", field=models.EmailField("e-mail", max_length=254, blank=True)
        ),
        migrations.AlterField(
            model_name="inquiry",
            name="enterprise_name",
            field=models.CharField("virksomhedens navn", max_length=120, blank=True),
        ),
        migrations.AlterField(model_name="inquiry", name="idea", field=models.TextField("idé", max_length=3000)),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=~Q(email="", phone=""),
                name="enterprises_inquiry_reachable",
                violation_error_message="Skriv en e-mail eller et telefonnummer, så I kan svare.",
            ),
        ),
    ]
