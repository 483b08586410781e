"""Links to people without an account."""

import datetime as dt
from typing import Any

from django.utils import timezone
from factory import LazyFunction

from core.models import uuid7
from guests.models import Link

from .cases import OfCase, member


class LinkFactory(OfCase):
    class Meta:
        model = Link

    member = member()
    task = "meeting"
    record_id = LazyFunction(uuid7)
    way = Link.Way.LETTER
    expires_at = LazyFunction(lambda: timezone.now() + dt.timedelta(days=14))

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **values: Any) -> Any:
        sealed = model_class(**values)
        sealed.seal()
        digests = {"token_digest": sealed.token_digest, "code_digest": sealed.code_digest}
        return super()._create(model_class, *args, **{"id": sealed.pk, **values, **digests})
