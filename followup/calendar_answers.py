"""The answers of the pages about school years."""

from rest_framework import serializers

from core.answers import Answer, Values


class Stretch(Answer):
    """A range of days on which schools are closed, and whether the municipality has set it."""

    label = serializers.CharField()  # type: ignore[assignment]
    from_on = serializers.DateField(allow_null=True)
    until_on = serializers.DateField(allow_null=True)
    is_set = serializers.BooleanField()


class ClosedRow(Answer):
    """Days closed beyond the holidays."""

    name = serializers.CharField()
    from_on = serializers.DateField()
    until_on = serializers.DateField()


class YearShown(Answer):
    """A school year with the dates in force, and what is not set in it."""

    id = serializers.UUIDField(allow_null=True)
    starts_in = serializers.IntegerField()
    name = serializers.CharField()
    first_day_on = serializers.DateField(allow_null=True)
    last_day_on = serializers.DateField(allow_null=True)
    breaks = Stretch(many=True)
    closed_days = ClosedRow(many=True)
    missing = serializers.ListField(child=serializers.CharField())
    school_days = serializers.IntegerField()


class YearsShown(Answer):
    """This school year and those to come."""

    years = YearShown(many=True)


class YearForm(YearShown):
    """The initial data of the form for a school year."""

    values = Values()


class YearChange(Answer):
    """A change a file would make in a school year, in words."""

    label = serializers.CharField()  # type: ignore[assignment]
    before = serializers.CharField()
    after = serializers.CharField()


class PlannedYear(Answer):
    """A school year as a file would set it. ``values`` is sent to carry it out."""

    name = serializers.CharField()
    changes = YearChange(many=True)
    errors = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    missing = serializers.ListField(child=serializers.CharField())
    values = Values(allow_null=True)


class LeftOut(Answer):
    """A line of the file that is left out, and why."""

    place = serializers.IntegerField()
    name = serializers.CharField()
    why = serializers.CharField()


class CalendarPlan(Answer):
    """What importing a calendar file would do."""

    years = PlannedYear(many=True)
    left_out = LeftOut(many=True)
    known = serializers.IntegerField()
    may_save = serializers.BooleanField()


class SavedYears(Answer):
    """The school years that were written."""

    saved = serializers.ListField(child=serializers.CharField())
