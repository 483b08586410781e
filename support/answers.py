"""The answers of the pages about sparring."""

from rest_framework import serializers

from children.serializers.header import AboutCase
from core.answers import Answer, Choice, Choices, Values, paged, with_more
from goals.serializers import AgreementSerializer

from .contact_serializers import ContactSerializer
from .models import Sparring
from .serializers import SparringSerializer

SETTINGS = Sparring.Setting.choices
STATES = ["overdue", "due", "ok"]


class SettingStands(Answer):
    """The state of sparring at school or with the home."""

    setting = serializers.ChoiceField(choices=SETTINGS)
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    last_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES, allow_blank=True)


class CaseSparring(AboutCase, paged(SparringSerializer, "SparringPage")):  # type: ignore[misc]
    """The sparrings of a case."""

    setting = serializers.ChoiceField(choices=SETTINGS, allow_blank=True)
    settings = SettingStands(many=True)
    log_in = serializers.ListField(child=serializers.ChoiceField(choices=SETTINGS))
    unanswered = serializers.ListField(child=serializers.UUIDField())


class SettingToChoose(Answer):
    """A setting a sparring may be logged for."""

    setting = serializers.ChoiceField(choices=SETTINGS)
    label = serializers.CharField()  # type: ignore[assignment]
    current = serializers.BooleanField()


class SparringForm(AboutCase):
    """The initial data of the form that logs a sparring."""

    values = Values()
    choices = Choices()
    usual = Choice(many=True)
    others = Choice(many=True)
    setting = serializers.ChoiceField(choices=SETTINGS)
    # The sparring is also about activities at home: these are running.
    supports_home = serializers.BooleanField()
    activities = AgreementSerializer(many=True)
    settings = SettingToChoose(many=True)


SparringLogged = with_more(
    SparringSerializer,
    "SparringLogged",
    first_name=serializers.CharField(read_only=True),
    next_due_on=serializers.DateField(read_only=True, allow_null=True),
)


class SparringPage(AboutCase):
    """A sparring, and the options of its forms."""

    sparring = SparringSerializer()
    next_due_on = serializers.DateField(allow_null=True)
    settings = serializers.ListField(child=serializers.ChoiceField(choices=SETTINGS))
    choices = Choices()
    supports_home = serializers.BooleanField()
    keeps_from_removal = serializers.CharField()


class RemovedFrom(Answer):
    """The case a sparring was deleted from."""

    case = serializers.UUIDField()


class AtHome(Answer):
    """The last and the next sparring with a child's home."""

    last_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES, allow_blank=True)
    # Whether it is due before the sparring at school.
    is_first = serializers.BooleanField()
    log_url = serializers.CharField()


class MyChild(Answer):
    """One of the user's children with the last and the next sparring."""

    case = serializers.UUIDField()
    first_name = serializers.CharField()
    full_name = serializers.CharField()
    class_name = serializers.CharField()
    school = serializers.CharField()
    last_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES, allow_blank=True)
    url = serializers.CharField()
    log_url = serializers.CharField()
    home = AtHome(allow_null=True)


class Promised(Answer):
    """An open agreement of a teacher."""

    id = serializers.UUIDField()
    what = serializers.CharField()
    owner = serializers.CharField()
    first_name = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES, allow_blank=True)
    url = serializers.CharField()


class MySchool(Answer):
    """A supervisor's children, and the teachers' open agreements."""

    schools = serializers.ListField(child=serializers.CharField())
    children = MyChild(many=True)
    promised = Promised(many=True)


class SparringChoice(Answer):
    """The children a sparring can be logged for."""

    setting = serializers.ChoiceField(choices=SETTINGS)
    children = MyChild(many=True)


class CaseContacts(AboutCase, paged(ContactSerializer, "ContactsPage")):  # type: ignore[misc]
    """The contacts of a case, and whether this user may write one."""

    may_write = serializers.BooleanField()


class ContactForm(AboutCase):
    """The initial data of the form for a contact."""

    values = Values()
    choices = Choices()


class ContactPage(AboutCase):
    """A contact, and the options of its form."""

    contact = ContactSerializer()
    choices = Choices()
