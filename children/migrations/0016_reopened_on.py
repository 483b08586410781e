from django.db import migrations, models
from django.db.models import Max


def take_from_events(apps, schema_editor):
    """Set the day of the last reopening from the timeline."""
    events = apps.get_model("children", "CaseEvent").objects.filter(kind="case_reopened")
    case = apps.get_model("children", "Case")
    for case_id, day in events.values_list("case_id").annotate(Max("happened_on")):
        case.objects.filter(pk=case_id).update(reopened_on=day)


class Migration(migrations.Migration):
    dependencies = [("children", "0015_shared_in_one_act")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="reopened_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="genåbnet"),
        ),
        migrations.RunPython(take_from_events, migrations.RunPython.noop),
    ]
