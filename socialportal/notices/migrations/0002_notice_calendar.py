from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="calendar",
            field=models.TextField(
                blank=True, help_text="Følger med mailen som fil (iCalendar).", verbose_name="kalenderfil"
            ),
        ),
    ]
