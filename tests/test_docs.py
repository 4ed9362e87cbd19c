"""What the documents promise to name, they name."""

import re
from pathlib import Path

import pytest

from claims.enums import Said, State, Verdict
from factcheck import settings

ROOT = Path(settings.__file__).parent.parent
DOCS = "\n".join(
    path.read_text() for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
)
COMMANDS = sorted(
    path.stem
    for path in (ROOT / "claims/management/commands").glob("*.py")
    if not path.stem.startswith("_")
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_docs(command: str) -> None:
    assert f"manage.py {command}" in DOCS


def settings_read() -> set[str]:
    source = Path(settings.__file__).read_text()
    return set(re.findall(r"""env(?:\.\w+)?\(\s*["'](\w+)["']""", source))


def test_settings_are_found_in_the_source() -> None:
    assert {"DATABASE_URL", "FACTCHECK_HTTPS", "SECRET_KEY"} <= settings_read()


def test_every_setting_is_in_the_docs() -> None:
    assert {name for name in settings_read() if f"`{name}`" not in DOCS} == set()


@pytest.mark.parametrize("value", [*State.values, *Verdict.values, *Said.values])
def test_every_state_verdict_and_answer_is_in_the_docs(value: str) -> None:
    assert f"`{value}`" in DOCS


def test_every_package_we_ask_for_has_its_reason_in_the_readme() -> None:
    wanted = re.findall(r"^([a-z0-9-]+)", (ROOT / "requirements/run.in").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text()
    assert "django" in wanted
    assert [name for name in wanted if not re.search(rf"\b{name}\b", readme)] == []


def test_links_between_the_documents_lead_somewhere() -> None:
    broken = [
        f"{path.name}: {target}"
        for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text())
        if not (path.parent / target).exists()
    ]
    assert broken == []
