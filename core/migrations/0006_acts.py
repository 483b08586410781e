"""Changes written together share an act. Rewrites the history: each earlier row becomes an act of its own."""

from django.db import migrations, models

import core.acts


class Migration(migrations.Migration):
    dependencies = [("core", "0005_shared_counts")]

    operations = [
        migrations.AddField("change", "act", models.UUIDField(null=True)),
        migrations.RunSQL("UPDATE core_change SET act = id", migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("change", "act", models.UUIDField(default=core.acts.current_act)),
        migrations.AddIndex("change", models.Index(fields=["child_id", "act"], name="change_act")),
    ]
