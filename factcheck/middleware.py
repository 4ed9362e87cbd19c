"""What happens around every request: an id and a log line, and the reader's own time zone."""

import re
import time
import uuid
import zoneinfo
from collections.abc import Callable

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger("factcheck.request")
_GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def request_log(get_response: Handler) -> Handler:
    """Give each request an id (or keep the proxy's `X-Request-ID`) and log it in one line.

    Query strings are left out of the log: they hold what people search for. Answers that say
    nothing, many a minute from every open page, are told only where somebody looks for faults.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        begun = time.perf_counter()
        response = get_response(request)
        response["X-Request-ID"] = request_id
        tell = log.debug if getattr(response, "is_quiet", False) else log.info
        tell(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            ms=round((time.perf_counter() - begun) * 1000),
        )
        return response

    return middleware


def time_zone(get_response: Handler) -> Handler:
    """Show times in the signed-in person's zone, else in the newsroom's."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        name = getattr(request.user, "time_zone", "")
        try:
            zone = zoneinfo.ZoneInfo(name) if name else None
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            zone = None  # a zone that this machine does not know is no reason to fail
        if zone is None:
            return get_response(request)
        with timezone.override(zone):
            return get_response(request)

    return middleware
