"""What a token may do. Existing tokens could read and write, and still can; new ones read unless they ask for more."""

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
