"""What a token may do. Those that were made before could read and write, and go on; new ones read unless said."""

from django.db import migrations, models

CHOICES = [("read", "Kun læse"), ("write", "Læse og skrive")]


def scope(default):
    return models.CharField(choices=CHOICES, default=default, max_length=5, verbose_name="adgang")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_closing")]

    operations = [
        migrations.AddField("apitoken", "scope", scope("write")),
        migrations.AlterField("apitoken", "scope", scope("read")),
    ]
