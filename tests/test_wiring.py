"""The wiring: settings by environment, headers, doors that are open, signing in."""

import ast
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.template import Context, RequestContext, Template
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from factcheck import context, logs, middleware

PASSWORD = "correct horse battery"
# Every route that answers somebody who is not signed in. A new one is a decision: add it here.
PUBLIC = {
    "account_login",
    "account_logout",
    "account_inactive",
    "admin:jsi18n",
    "admin:login",
    "calendar",
    "expert",
    "health",
    "invitation",
}


# --- settings ----------------------------------------------------------------------------------


def ask_settings(what: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Evaluate `what` with the real settings as `s` in a fresh process."""
    ours = ("FACTCHECK_", "SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "CACHE_URL", "DJANGO_")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return subprocess.run(
        [sys.executable, "-c", f"import factcheck.settings as s; print({what})"],
        env={**clean, "FACTCHECK_DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_out_of_the_box_nothing_is_open(tmp_path: Path) -> None:
    what = "s.DEBUG, s.ALLOWED_HOSTS, s.DATABASES['default']['NAME'], s.CACHES"
    answer = ask_settings(f"[{what}]", tmp_path).stdout
    debug, hosts, database, caches = ast.literal_eval(answer)
    assert debug is False
    assert hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert database == str(tmp_path / "factcheck.sqlite3")
    # a cache of each process alone would let bad sign-ins be tried in each of them
    assert caches["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_one_variable_turns_to_postgresql(tmp_path: Path) -> None:
    done = ask_settings(
        "s.DATABASES['default']",
        tmp_path,
        DATABASE_URL="postgres://desk:p%40ss@db.internal:5433/news",
        FACTCHECK_DB_POOL="4",
    )
    for part in ("django.db.backends.postgresql", "'p@ss'", "5433", "'max_size': 4"):
        assert part in done.stdout


def test_processes_starting_together_agree_on_one_secret_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as several:
        runs = several.map(ask_settings, ["s.SECRET_KEY"] * 4, [tmp_path] * 4)
        keys = {run.stdout for run in runs}
    assert len(keys) == 1
    assert len(keys.pop().strip()) >= 50
    kept = tmp_path / "secret_key"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob("secret_key*")] == ["secret_key"]


def test_https_asks_for_a_secret_key_and_secures_the_cookies(tmp_path: Path) -> None:
    refused = ask_settings("1", tmp_path, FACTCHECK_HTTPS="1")
    assert refused.returncode != 0
    assert "set SECRET_KEY" in refused.stderr
    what = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT"
    done = ask_settings(what, tmp_path, FACTCHECK_HTTPS="1", SECRET_KEY="x" * 50)
    assert done.stdout.strip() == "True True True"


# --- doors -------------------------------------------------------------------------------------


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route with its full name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern, prefix + inner)
        else:
            yield f"{prefix}{pattern.name}", pattern


def test_only_the_listed_routes_answer_somebody_not_signed_in() -> None:
    every = dict(routes(get_resolver()))
    open_to_all = {name for name, route in every.items() if not asks_for_sign_in(route)}
    assert open_to_all - PUBLIC == set()


def asks_for_sign_in(route: URLPattern) -> bool:
    """Whether LoginRequiredMiddleware stands before this route's view."""
    return getattr(route.callback, "login_required", True)


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "confirm-email/", ""])
def test_accounts_has_no_other_doors(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.django_db
def test_the_admin_sends_strangers_to_the_one_sign_in_page(client: Client) -> None:
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


# --- signing in --------------------------------------------------------------------------------


@pytest.fixture
def person(db: None) -> Any:
    return get_user_model().objects.create_user("ada", "ada@desk.example", PASSWORD)


@pytest.mark.parametrize("login", ["ada", "ada@desk.example", "ADA@desk.example"])
def test_one_signs_in_by_user_name_or_by_e_mail(client: Client, person: Any, login: str) -> None:
    answer = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_guessing_passwords_is_stopped(client: Client, person: Any, mailoutbox: list) -> None:
    for _ in range(5):
        client.post(reverse("account_login"), {"login": "ada", "password": "wrong"})
    answer = client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert "Too many" in answer.content.decode()
    assert mailoutbox == []


def test_nobody_signs_up(rf: RequestFactory) -> None:
    from allauth.account.adapter import get_adapter

    assert not get_adapter().is_open_for_signup(rf.get("/"))


# --- headers -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_answers_carry_the_strict_policy_and_their_id(client: Client) -> None:
    answer = client.get(reverse("account_login"))
    policy = {
        name: set(values)
        for name, *values in map(str.split, answer["Content-Security-Policy"].split(";"))
    }
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == {"'none'"}
    assert policy["style-src"] == policy["connect-src"] == policy["form-action"] == {"'self'"}
    assert {v for v in policy["script-src"] if not v.startswith("'nonce-")} == {"'self'"}
    assert not re.search(r"unsafe|\*|https?:", answer["Content-Security-Policy"])
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert re.fullmatch("[0-9a-f]{32}", answer["X-Request-ID"])


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "kept"), [("proxy-1234", True), ("x\n{}", False), ("a", False)])
def test_a_proxy_may_name_the_request(client: Client, given: str, kept: bool) -> None:
    answer = client.get(reverse("account_login"), headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is kept


def test_the_htmx_scripts_carry_the_nonce_of_the_policy(rf: RequestFactory) -> None:
    from csp.middleware import CSPMiddleware

    def view(request: Any) -> HttpResponse:
        template = Template("{% load django_htmx %}{% htmx_script %}")
        return HttpResponse(template.render(RequestContext(request)))

    answer = CSPMiddleware(view)(rf.get("/"))
    nonces = set(re.findall(r'nonce="([^"]+)"', answer.content.decode()))
    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in answer["Content-Security-Policy"]
    assert context.csp_nonce(rf.get("/")) == {"csp_nonce": ""}


# --- time and logs -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Tokyo", "21"), ("", "12"), ("Nowhere/At_all", "12"), ("../x", "12")]
)
def test_times_are_shown_in_the_readers_own_zone(rf: RequestFactory, zone: str, shown: str) -> None:
    noon = timezone.datetime(2026, 1, 1, 12, tzinfo=timezone.timezone.utc)

    def view(request: Any) -> HttpResponse:
        return HttpResponse(Template("{{ noon|date:'H' }}").render(Context({"noon": noon})))

    request = rf.get("/")
    request.user = get_user_model()(time_zone=zone)
    assert middleware.time_zone(view)(request).content.decode() == shown


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """What our loggers print for machines."""
    made = logs.configure(json=True, level="INFO")["formatters"]["ours"]
    formatter = made.pop("()")(**made)
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(formatter.format(record))
    logger = logging.getLogger("factcheck")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel("INFO")
    yield lines
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_a_log_line_is_one_json_object_and_tells_no_search_words(
    rf: RequestFactory, log_lines: list[str]
) -> None:
    request = rf.get("/queue/?q=the+minister")
    middleware.request_log(lambda _: HttpResponse(status=204))(request)
    (line,) = log_lines
    entry = json.loads(line)
    assert (entry["path"], entry["status"], entry["method"]) == ("/queue/", 204, "GET")
    assert entry["request_id"]
    assert "minister" not in line


def test_an_answer_that_says_nothing_leaves_no_line(
    rf: RequestFactory, log_lines: list[str]
) -> None:
    quiet = HttpResponse(status=204)
    quiet.is_quiet = True  # type: ignore[attr-defined]
    middleware.request_log(lambda _: quiet)(rf.get("/"))
    assert log_lines == []


@pytest.mark.parametrize("door", ["invitations", "expert", "calendar"])
def test_no_log_line_tells_a_token_neither_ours_nor_djangos(
    rf: RequestFactory, log_lines: list[str], door: str
) -> None:
    path = f"/{door}/whoever-has-this-is_in/"
    middleware.request_log(lambda _: HttpResponse(status=200))(rf.get(path))
    django = logging.getLogger("factcheck.as_django_does")
    django.warning("%s: %s", "Unprocessable Entity", path)
    django.info('"%s" %s %s', f"GET {path} HTTP/1.1", 200, 5)
    lines = [json.loads(line) for line in log_lines]
    assert lines[0]["path"] == f"/{door}/…/"
    assert lines[1]["event"] == f"Unprocessable Entity: /{door}/…/"
    assert "whoever" not in "".join(log_lines)


def test_a_logged_failure_tells_where_but_not_what_was_being_handled(log_lines: list[str]) -> None:
    unpublished = "the minister " + "resigned"
    try:
        len(unpublished) // 0
    except ZeroDivisionError:
        logging.getLogger("factcheck.somewhere").exception("it failed")
    (line,) = log_lines
    entry = json.loads(line)
    assert entry["exception"][0]["exc_type"] == "ZeroDivisionError"
    assert entry["exception"][0]["frames"][-1]["lineno"] > 0
    assert "resigned" not in line
