from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0006_products_text")]

    operations = [
        migrations.AddField(
            model_name="networkmeeting",
            name="cancelled_because",
            field=models.CharField(blank=True, max_length=250, verbose_name="hvorfor mødet er aflyst"),
        ),
    ]
