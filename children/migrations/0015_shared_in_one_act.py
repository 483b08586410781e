"""Items shared together get a common act; earlier releases get one each, as they were notified."""

from django.db import migrations, models

import core.acts


def each_alone(apps, schema_editor):
    # Notices of these name the row itself.
    apps.get_model("children", "Release").objects.update(act=models.F("id"))


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0014_adults_of_several_children"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="act",
            field=models.UUIDField(default=core.acts.current_act, editable=False),
        ),
        migrations.RunPython(each_alone, migrations.RunPython.noop),
    ]
