"""The door for ASGI servers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_asgi_application()

from claims.checks import refuse_to_serve  # noqa: E402  # once Django is set up

refuse_to_serve()
