"""The door for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_wsgi_application()

from claims.checks import refuse_to_serve  # noqa: E402  # once Django is set up

refuse_to_serve()
