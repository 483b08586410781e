"""The searched form of a text, whatever letters a user types."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).resolve().parent.parent / "sql" / "danish_loose.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("core", "0003_drafts_and_relations")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION danish_loose(text)")]
