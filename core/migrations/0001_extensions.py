"""PostgreSQL extensions (all trusted) and the Danish sort order."""

from pathlib import Path

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

SQL = (Path(__file__).resolve().parent.parent / "sql" / "danish_sort.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
