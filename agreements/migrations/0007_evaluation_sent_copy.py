"""What an enterprise was sent of an evaluation is kept as it was sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0006_transferred"),
    ]

    operations = [
        migrations.AddField(
            model_name="evaluation",
            name="sent_copy",
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name="det, virksomheden har fået"),
        ),
        migrations.AlterField(
            model_name="evaluation",
            name="sent_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="sendt til virksomheden"),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_on", None), ("sent_copy__isnull", False), _connector="OR"),
                name="agreements_evaluation_sent_has_copy",
                violation_error_message="Det, virksomheden får, skal gemmes, når det sendes.",
            ),
        ),
    ]
