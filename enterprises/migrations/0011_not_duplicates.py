import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0010_inquiry_words")]

    operations = [
        migrations.CreateModel(
            name="NotDuplicate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enterprises.enterprise",
                        verbose_name="den ene",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enterprises.enterprise",
                        verbose_name="den anden",
                    ),
                ),
            ],
            options={
                "verbose_name": "par, som ikke er dubletter",
                "verbose_name_plural": "par, som ikke er dubletter",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["first", "second"],
                        name="enterprises_not_duplicates_one_pair",
                        violation_error_message="Det er allerede noteret.",
                    ),
                    models.CheckConstraint(
                        condition=Q(first__lt=F("second")),
                        name="enterprises_not_duplicates_older_first",
                        violation_error_message="Den virksomhed, der blev oprettet først, skal stå først.",
                    ),
                ],
            },
        ),
    ]
