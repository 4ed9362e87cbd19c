"""Who calls what in a package, read from its source: which doors lead to a verb.

A piece is a function, a class or an assignment of a module, by its dotted name. A name is followed
through imports and re-exports; what is handed over by name only (a task) ends the way.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path


class Code:
    """Which piece of the package at ``root`` names which other."""

    def __init__(self, root: Path) -> None:
        self.names: dict[str, set[str]] = defaultdict(set)
        trees = {module_of(path, root): path for path in root.rglob("*.py")}
        parsed = {name: ast.parse(path.read_text("utf-8")) for name, path in trees.items()}
        self.packages = {name for name, path in trees.items() if path.name == "__init__.py"}
        self.known = {
            f"{module}.{name}" for module, tree in parsed.items() for name, _ in pieces(tree)
        }
        self.imports = {module: self.imported(module, tree) for module, tree in parsed.items()}
        for module, tree in parsed.items():
            for name, piece in pieces(tree):
                self.names[f"{module}.{name}"] |= set(self.named(module, piece))

    def imported(self, module: str, tree: ast.Module) -> dict[str, str]:
        """What each name that a module imports stands for."""
        package = module if module in self.packages else module.rpartition(".")[0]
        found = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {a.asname or a.name.split(".")[0]: a.asname and a.name for a in node.names}
            elif isinstance(node, ast.ImportFrom):
                up = package.split(".")[: len(package.split(".")) - node.level + 1]
                start = ".".join([*up, node.module or ""] if node.level else [node.module or ""])
                found |= {a.asname or a.name: f"{start.strip('.')}.{a.name}" for a in node.names}
        return {name: target or name for name, target in found.items()}

    def named(self, module: str, piece: ast.AST) -> Iterator[str]:
        """The pieces that a piece names, through any number of re-exports."""
        for node in ast.walk(piece):
            if isinstance(node, ast.Name | ast.Attribute):
                dotted = ast.unparse(node)
                head, _, rest = dotted.partition(".")
                start = self.imports[module].get(head, f"{module}.{head}")
                yield self.origin(f"{start}.{rest}" if rest else start)

    def origin(self, dotted: str) -> str:
        """Where a name was made that a package only hands on."""
        module, _, name = dotted.rpartition(".")
        seen = {dotted}
        while dotted not in self.known and name in self.imports.get(module, {}):
            dotted = self.imports[module][name]
            if dotted in seen:
                break
            seen.add(dotted)
            module, _, name = dotted.rpartition(".")
        return dotted

    def reaching(self, verb: str) -> set[str]:
        """Every piece that names ``verb``, or a piece that does."""
        callers: dict[str, set[str]] = defaultdict(set)
        for piece, names in self.names.items():
            for name in names:
                callers[name].add(piece)
        found, waiting = set(), [verb]
        while waiting:
            for piece in callers[waiting.pop()] - found - {verb}:
                found.add(piece)
                waiting.append(piece)
        return found

    def doors(self, verb: str, layers: tuple[str, ...]) -> set[str]:
        """The outermost of them in ``layers``, beginnings of dotted names."""
        reached = {name for name in self.reaching(verb) if name.startswith(layers)}
        inner = {name for piece in reached for name in self.names[piece] - {piece}}
        return reached - inner


def module_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def pieces(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, node
