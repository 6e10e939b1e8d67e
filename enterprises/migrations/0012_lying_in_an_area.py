import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0011_not_duplicates")]

    operations = [
        migrations.AlterField(
            model_name="presence",
            name="housing_area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="lying",
                to="enterprises.housingarea",
                verbose_name="boligområde",
            ),
        ),
    ]
