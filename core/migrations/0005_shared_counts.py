"""The table of counts shared by all processes (CACHES["default"]), as Django's createcachetable makes it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0004_danish_loose")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE shared_counts (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
            );
            CREATE INDEX shared_counts_expires ON shared_counts (expires);
            """,
            "DROP TABLE shared_counts",
        ),
    ]
