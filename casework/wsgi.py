"""The application the web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from core.hanging import watch_connections
from core.plans import answer_alone
from door.bridge import Bridge

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings.production")
application = get_wsgi_application()
watch_connections()
answer_alone()


def spare_the_collector() -> None:
    """Load every page now, and let Python's garbage collector never look at the application itself again.

    A look through all of it takes 90 ms, and came once in some hundred requests.
    """
    # Reading them imports the views.
    get_resolver().url_patterns  # noqa: B018
    gc.collect()
    gc.freeze()


spare_the_collector()
# The object that `python -m door` serves.
served = Bridge(application)
