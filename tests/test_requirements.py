"""The locked packages: complete, hashed, the same at run time as in the tests, and no addresses."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
PIN = re.compile(r"^([a-z0-9-]+)==([^\s;]+)", re.MULTILINE)
WANTED = re.compile(r"^([a-z][a-z0-9-]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Package names and versions in a locked file."""
    return dict(PIN.findall((FOLDER / name).read_text()))


@pytest.mark.parametrize("name", ["run", "test", "train"])
def test_what_is_wanted_is_locked_with_hashes(name: str) -> None:
    locked = (FOLDER / f"{name}.txt").read_text()
    wanted = set(WANTED.findall((FOLDER / f"{name}.in").read_text()))
    assert wanted
    assert wanted <= pins(f"{name}.txt").keys()
    blocks = re.split(r"^(?=[a-z0-9])", locked, flags=re.MULTILINE)[1:]
    assert blocks
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|--(extra-)?index|--find-links|/home|/root", locked)


def test_the_tests_run_with_the_packages_of_the_application() -> None:
    run, test = pins("run.txt"), pins("test.txt")
    assert {package: test.get(package) for package in run} == run
