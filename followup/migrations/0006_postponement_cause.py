from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0005_kept_steps"),
    ]

    operations = [
        migrations.AddField(
            model_name="postponement",
            name="cause",
            field=models.CharField(
                choices=[
                    ("wish", "Barnet eller hjemmet har bedt om det"),
                    ("away", "En, der skal være med, kan ikke"),
                    ("change", "Skole eller anbringelse skifter"),
                    ("waiting", "Venter på oplysninger eller en afgørelse"),
                    ("other", "Andet"),
                ],
                # Earlier postponements have their reason in words alone.
                default="other",
                max_length=10,
                verbose_name="grund",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="postponement",
            name="reason",
            field=models.CharField(
                help_text="Lederen ser grunden og datoen, men ikke det, du skriver her.",
                max_length=300,
                verbose_name="hvorfor",
            ),
        ),
    ]
