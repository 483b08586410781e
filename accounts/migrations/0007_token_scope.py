"""What a token may do. Those that were made before could read and write, and go on; new ones read unless said."""

from django.db import migrations, models

CHOICES = [("read", "Kun læse"), ("write", "Læse og skrive")]


def scope(default):
    return models.CharField(choices=CHOICES, default=default, max_length=5, verbose_name="hvad den må")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_what_a_unit_leads")]

    operations = [
        migrations.AddField("apitoken", "scope", scope("write")),
        migrations.AlterField("apitoken", "scope", scope("read")),
    ]
