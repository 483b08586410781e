"""Words used by both the API and the pages of sparring."""

from django.utils.translation import gettext_lazy as _

WHO_REMOVES = _("Kun den, der gav sparringen, og læringskoordinatoren kan slette den.")
