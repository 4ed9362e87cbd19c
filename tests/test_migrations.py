"""The migrations: complete, named by a person, in one line."""

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

NAMED = re.compile(r"\d{4}_[a-z0-9]+(_[a-z0-9]+)*")
UNNAMED = re.compile(r"_auto_|_more$|_and_\d+_more|__")


def ours(loader: MigrationLoader) -> dict[str, list[str]]:
    """Our migrations' names with the names they stand on."""
    return {
        name: [parent for app, parent in migration.dependencies if app == "claims"]
        for (app, name), migration in loader.disk_migrations.items()
        if app == "claims"
    }


def badly_named(names: list[str]) -> list[str]:
    """Those that do not say what they do, as `0002_evidence_locator` does."""
    return [name for name in names if not NAMED.fullmatch(name) or UNNAMED.search(name)]


def branches(parents: dict[str, list[str]]) -> list[str]:
    """Those on which more than one other stands, or which join several."""
    children = Counter(parent for given in parents.values() for parent in given)
    forks = [name for name, count in children.items() if count > 1]
    return sorted(forks + [name for name, given in parents.items() if len(given) > 1])


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_migrations_have_names_and_follow_one_another() -> None:
    parents = ours(MigrationLoader(None))
    assert parents, "there are no migrations"
    assert badly_named(list(parents)) == []
    assert branches(parents) == []
    numbers = sorted(int(name[:4]) for name in parents)
    assert numbers == list(range(1, len(numbers) + 1))
    files = {path.stem for path in Path("claims/migrations").glob("[0-9]*.py")}
    assert files == set(parents)


def test_unnamed_and_branching_migrations_are_noticed() -> None:
    names = ["0001_initial", "0002_auto_20261122_1200", "0003_a_b_and_2_more", "notes"]
    assert badly_named(names) == names[1:]
    line = {"0001_initial": [], "0002_tags": ["0001_initial"]}
    assert branches(line) == []
    assert branches({**line, "0002_desks": ["0001_initial"]}) == ["0001_initial"]
