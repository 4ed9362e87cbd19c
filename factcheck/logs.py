"""Logging: one JSON object a line for machines, or plain lines for a person at a terminal."""

import re
from typing import Any

import structlog
from structlog.dev import plain_traceback

_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# Whoever has such an address can join, or answer. Django itself logs the path of what it refuses.
_SECRET = re.compile(r"(/(?:invitations|expert|calendar)/)[^/\s\"'<>]+")
# Without local variables: they would carry passwords and unpublished text into the log.
_TRACEBACK = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)

_JSON: list[structlog.typing.Processor] = [
    structlog.processors.ExceptionRenderer(_TRACEBACK),
    structlog.processors.JSONRenderer(),
]
_PLAIN: list[structlog.typing.Processor] = [
    structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain_traceback)
]


def hide_secrets(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Take the tokens out of every text that is about to be logged, ours and Django's."""
    return {
        key: _SECRET.sub(r"\1…", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def configure(*, json: bool, level: str) -> dict[str, Any]:
    """Set structlog up; return Django's LOGGING, whose records end in the same handler.

    `level` counts for our own and Django's records; libraries report from WARNING on.
    """
    formatter = structlog.stdlib.ProcessorFormatter
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            formatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last = _JSON if json else _PLAIN
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "ours": {
                "()": formatter,
                "foreign_pre_chain": _SHARED,
                "processors": [formatter.remove_processors_meta, hide_secrets, *last],
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "claims": {"level": level},
            "factcheck": {"level": level},
            # Django's own handlers would print some records twice.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
        },
    }
