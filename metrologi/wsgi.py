"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metrologi.settings.production")
application = get_wsgi_application()

from metrologi.basis.pelayan import tolak_peran_berlebih  # noqa: E402  # needs the apps

tolak_peran_berlebih()
