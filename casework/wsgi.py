"""The application the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from core.hanging import watch_connections
from door.bridge import Bridge

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings.production")
application = get_wsgi_application()
watch_connections()
# The object that `python -m door` serves.
served = Bridge(application)
