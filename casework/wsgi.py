"""The application the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from door.bridge import Bridge

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings.production")
application = get_wsgi_application()
# The object that `python -m door` serves.
served = Bridge(application)
