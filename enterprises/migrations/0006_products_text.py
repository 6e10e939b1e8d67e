from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0005_products_and_states")]

    operations = [migrations.RemoveField(model_name="enterprise", name="products_text")]
