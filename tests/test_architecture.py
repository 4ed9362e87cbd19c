"""The shape of the code: who may import whom, an engine without Django, small files."""

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CLAIMS = ROOT / "claims"
LAYERS = [
    {"text"},
    {"formats", "fetching"},
    {"enums"},
    {"models"},
    {"search"},
    {"permissions"},
    {"queries"},
    {"jobs"},
    {"services"},
    {"forms"},
    {"views", "api", "admin", "management", "demo", "tasks", "templatetags"},
    {"urls", "checks"},
    {"apps"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# Neighbours of one layer leave each other alone, but for these: the demo is a command's hands.
NEIGHBOURS = {("management", "demo")}
NO_DATABASE = {"text": "django", "formats": "django.db", "fetching": "django.db"}
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40


def modules() -> Iterator[tuple[str, Path]]:
    """Every module below claims/ but migrations, with its dotted name."""
    for path in sorted(CLAIMS.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts:
            yield ".".join(parts), path


def imports(source: str, module: str) -> Iterator[str]:
    """Dotted names that `source` imports anywhere, in functions and under TYPE_CHECKING too.

    `module` ends in ".__init__" for a package, so that relative imports resolve.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module.rsplit(".", 1)[0]
            name = "." * node.level + (node.module or "")
            base = importlib.util.resolve_name(name, package) if node.level else name
            yield from (f"{base}.{alias.name}" for alias in node.names)


def faults(source: str, module: str) -> list[str]:
    """Sentences on every import of `module` that goes against the direction of the layers."""
    layer = module.split(".")[1]
    found = []
    for name in imports(source, module):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        wrong = (
            top == "factcheck"
            or within(name, NO_DATABASE.get(layer, "-"))
            or (top == "claims" and other in RANK and not may(layer, other))
        )
        if wrong:
            found.append(f"{module} must not import {name}")
    return found


def within(name: str, package: str) -> bool:
    """Whether `name` is `package` or lies in it."""
    return f"{name}.".startswith(f"{package}.")


def may(layer: str, other: str) -> bool:
    """Whether a module of `layer` may import one of `other`."""
    if layer == other or (layer, other) in NEIGHBOURS:
        return True
    return RANK[other] < RANK[layer]


def test_modules_import_only_from_their_left() -> None:
    everywhere = [fault for name, path in modules() for fault in faults(path.read_text(), name)]
    assert everywhere == []


def test_every_module_has_a_place_in_the_order() -> None:
    placed = {name.split(".")[1] for name, _ in modules()} - {"__init__"}
    assert placed <= RANK.keys()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("claims.models.claim", "from claims.services import claims"),
        ("claims.models.claim", "from claims import services"),
        ("claims.models.__init__", "from ..services.claims import set_verdict"),
        ("claims.services.claims", "def later():\n    import claims.views.queue"),
        ("claims.queries.queue", "if TYPE_CHECKING:\n    from claims.services.claims import X"),
        ("claims.formats.pdf", "from claims.fetching import fetch"),
        ("claims.formats.pdf", "from django.db import models"),
        ("claims.text.segments", "import django.utils.text"),
        ("claims.text.segments", "from claims.formats import Draft"),
        ("claims.views.queue", "from claims.admin import ArticleAdmin"),
        ("claims.jobs", "from factcheck import settings"),
    ],
)
def test_the_checker_sees_an_import_that_goes_the_wrong_way(module: str, source: str) -> None:
    assert len(faults(source, module)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("claims.services.claims", "from claims.models import Claim\nfrom . import saving"),
        ("claims.models.claim", "from .base import Addressed\nfrom django.db import models"),
        ("claims.text.__init__", "from .segments import Block\nimport numpy"),
        ("claims.formats.pdf", "from claims.text import Block\nimport djangology"),
        ("claims.management.commands.demo", "from claims.demo import people"),
    ],
)
def test_the_checker_lets_imports_from_the_left_pass(module: str, source: str) -> None:
    assert faults(source, module) == []


ENGINE_ALONE = """
import sys
import claims.text

text = "The bridge closed on 3 May 2024, the mayor, Ada Brandt, said. “It cost $4 million.”"
own_files = claims.text.__path__[0]  # its weights
def forbid(event, args):
    if event == "open" and str(args[0]).startswith(own_files):
        return
    if event.split(".")[0] in {"open", "os", "shutil", "socket", "sqlite3", "subprocess", "urllib"}:
        raise RuntimeError(f"{event} {args}")
sys.addaudithook(forbid)
if sys.argv[1:] == ["--break"]:
    open("/etc/hostname")
found = claims.text.extract(text)
assert found.sentences, found
assert not [name for name in sys.modules if name.split(".")[0] == "django"]
"""


def alone(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the text engine in a fresh process that forbids files, network and processes."""
    command = [sys.executable, "-c", ENGINE_ALONE, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_text_engine_needs_neither_django_nor_other_files_nor_network() -> None:
    done = alone()
    assert done.returncode == 0, done.stderr


def test_the_guard_around_the_text_engine_bites() -> None:
    assert "RuntimeError: open" in alone("--break").stderr


def too_long(source: str, where: str) -> list[str]:
    """Sentences on the file and the functions of `source` that are over the budget."""
    lines = len(source.splitlines())
    found = [f"{where} has {lines} lines"] if lines > MOST_LINES_OF_A_FILE else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                found.append(f"{where}:{node.lineno} {node.name} has {length} lines")
    return found


def test_files_and_functions_stay_small() -> None:
    ours = [path for _, path in modules()] + sorted((ROOT / "factcheck").glob("*.py"))
    found = [f for path in ours for f in too_long(path.read_text(), str(path.relative_to(ROOT)))]
    assert found == []


def test_the_line_counter_counts() -> None:
    body = "def long():\n" + "    pass\n" * 40
    assert too_long(body, "x.py") == ["x.py:1 long has 41 lines"]
    assert too_long("def short():\n" + "    pass\n" * 39, "x.py") == []
    assert too_long("pass\n" * 301, "x.py") == ["x.py has 301 lines"]
