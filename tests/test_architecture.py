"""What the layout promises: import contracts, module sizes, light start-up, and one command for all checks."""

import ast
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path.relative_to(ROOT) for package in ("quotes", "api") for path in (ROOT / package).rglob("*.py"))
MAX_LINES = 300


def run(*command, **options):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, **options)


def python_tool(name, *arguments):
    done = run(sys.executable, "-m", name, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def test_style():
    python_tool("ruff", "check", ".")


def test_format():
    python_tool("ruff", "format", "--check", ".")


def test_types(tmp_path):
    # a cache of its own: a kept one has been seen to miss modules that are new
    python_tool("mypy", f"--cache-dir={tmp_path}")


def test_import_contracts():
    tool = Path(sys.executable).parent / "lint-imports"
    done = run(tool, "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


def imported(path):
    """The names of the modules a file imports, wherever in it."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


# third party -> the files and folders that may import it; all else goes through these
DOORS = {
    "alembic": ["quotes/store/"],
    "sqlite3": ["quotes/store/", "api/http/errors.py"],  # the API names the driver's errors
    "psycopg": ["quotes/store/"],
    "textacy": ["quotes/text/clean.py", "quotes/matching/key_terms.py"],
    "trafilatura": ["quotes/text/clean.py"],
    "pyarrow": ["quotes/io/sources/formats/parquet.py", "quotes/io/export.py", "api/queries/exporting.py"],
    "ijson": ["quotes/io/sources/formats/jsonfile.py"],
    "feedparser": ["quotes/io/sources/formats/feed.py"],
    "warcio": ["quotes/io/sources/formats/warc.py"],
    "pypdf": ["quotes/io/sources/formats/pdf.py"],
    "dateutil": ["quotes/text/dates.py"],
    "typer": ["quotes/cli/"],
    "rich": ["quotes/cli/"],
    "uvicorn": ["api/server.py", "api/http/protocol.py"],
    "fastapi": ["api/"],
    "starlette": ["api/"],
}


@pytest.mark.parametrize("library", DOORS)
def test_a_library_is_imported_only_where_its_work_is_done(library):
    users = {str(path) for path in MODULES if any(name.split(".")[0] == library for name in imported(path))}
    assert {user for user in users if not user.startswith(tuple(DOORS[library]))} == set()


def test_sql_is_written_in_the_store_alone():
    """Elsewhere SQLAlchemy gives the type of a connection and the names of its errors, nothing that makes a query."""
    allowed = {"Connection", "DBAPIError", "InterfaceError", "OperationalError", "TimeoutError"}
    found = set()
    for path in MODULES:
        if path.is_relative_to("quotes/store"):
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
                found |= {(str(path), alias.name) for alias in node.names if alias.name not in allowed}
            elif isinstance(node, ast.Import):
                found |= {(str(path), alias.name) for alias in node.names if alias.name.startswith("sqlalchemy")}
    assert found == set()


def test_the_project_has_these_folders_and_no_other():
    command = ["git", "ls-files"]
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    folders = {line.partition("/")[0] for line in listed if "/" in line}
    assert {name for name in folders if not name.startswith(".")} == {"quotes", "api", "tests", "seeds", "docs"}


@pytest.mark.parametrize(("picture", "package"), [("architecture", "quotes"), ("store", "quotes.store")])
def test_the_picture_of_the_rooms_is_drawn_from_todays_imports(picture, package):
    code = f"import runpy; print(runpy.run_path('docs/draw_architecture.py')['draw']({package!r}), end='')"
    drawn = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (ROOT / f"docs/{picture}.svg").read_text(encoding="utf-8") == drawn, "run `make docs`"


@pytest.mark.parametrize(("module", "own"), [("errors", set()), ("models", {"quotes.errors"})])
def test_the_values_import_the_standard_library_only(module, own):
    beyond = set(imported(f"quotes/{module}.py")) - own
    assert {name.split(".")[0] for name in beyond} <= sys.stdlib_module_names | {"__future__"}


ABOVE_THE_ENGINE = [
    "io/",
    "evaluation/",
    "text/clean.py",
    "cli/",
    "store/",
    "linking/",
    "names/",
    "matching/verify.py",
]


def test_no_module_above_the_engine_knows_spacy():
    above = (*(f"quotes/{name}" for name in ABOVE_THE_ENGINE), "api/")
    users = {str(path) for path in MODULES if any(name.split(".")[0] == "spacy" for name in imported(path))}
    assert users, "the engine itself imports spaCy: this test would notice nothing"
    assert {user for user in users if user.startswith(above)} == set()


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_module_outgrows_its_room(path):
    lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, f"{path} has {lines} lines: split it by what its parts do"


@pytest.mark.parametrize("name", ["helpers", "utils", "common", "misc"])
def test_no_module_is_named_for_nothing(name):
    assert not [path for path in MODULES if name in (path.stem, path.parent.name)]


def modules_loaded_by(*arguments):
    program = (
        "import json, sys\n"
        f"sys.argv = ['quotes', *{list(arguments)!r}]\n"
        "from quotes.cli import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print('\\n' + json.dumps(sorted({name.split('.')[0] for name in sys.modules})))\n"
    )
    done = run(sys.executable, "-c", program)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


SERVING = {"api", "fastapi", "starlette", "uvicorn", "sqlalchemy", "alembic", "psycopg"}
READING = {"textacy", "trafilatura", "lxml", "pyarrow", "sklearn", "scipy"}


def test_help_imports_nothing_that_it_does_not_use():
    loaded = modules_loaded_by("--help")
    assert loaded & (SERVING | READING | {"spacy", "numpy", "pydantic"}) == set()


def test_extract_imports_nothing_that_it_does_not_use(tmp_path):
    """The command itself, and the engine that reads for it in a process of its own."""
    (tmp_path / "a.txt").write_text("“Go,” said Olga Mar.", encoding="utf-8")
    assert modules_loaded_by("extract", str(tmp_path / "a.txt")) & (SERVING | READING) == set()
    engine = (
        "import sys, quotes; quotes.extract('“Go,” said Olga Mar.'); print(*{n.split('.')[0] for n in sys.modules})"
    )
    loaded = set(run(sys.executable, "-c", engine).stdout.split())
    assert "spacy" in loaded and loaded & (SERVING | READING) == set()


def test_import_quotes_is_light():
    done = run(sys.executable, "-c", "import sys, quotes; print('spacy' in sys.modules, 'pydantic' in sys.modules)")
    assert done.stdout.split() == ["False", "False"]


def locked(name):
    """{package with its marker: version} of a requirements file."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = (line.removesuffix("\\").strip().partition("==") for line in lines if "==" in line and line[0].isalnum())
    return {(package, rest.partition(" ")[2]): rest.partition(" ")[0] for package, _, rest in pins}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locks_have_hashes_and_name_no_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    for entry in text.replace("\\\n", " ").splitlines():
        assert "--hash=sha256:" in entry, entry


def test_the_locks_agree_and_hold_what_the_project_asks_for():
    running, testing = locked("requirements.txt"), locked("requirements-dev.txt")
    assert running.items() <= testing.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {name_of(line) for line in project["dependencies"]}
    asked_for_tests = {name_of(line) for line in project["optional-dependencies"]["dev"]}
    assert asked <= {package for package, _ in running}, "make lock"
    assert asked_for_tests <= {package for package, _ in testing}, "make lock"


def name_of(requirement):
    for end in "[<>=!~; ":
        requirement = requirement.split(end)[0]
    return requirement.lower().replace("_", "-")


def test_the_wheel_holds_every_module_and_every_data_file(tmp_path):
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(("quotes/", "api/"))}
    there = (path for package in ("quotes", "api") for path in (ROOT / package).rglob("*") if path.is_file())
    assert packed == {str(path.relative_to(ROOT)) for path in there if "__pycache__" not in path.parts}


def test_the_packages_are_typed_and_say_their_version():
    import quotes

    assert all((ROOT / package / "py.typed").exists() for package in ("quotes", "api"))
    assert quotes.__version__ == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def defined(tree):
    """The functions, classes and constants that a module defines; not what a decorator registers elsewhere."""
    used_as_they_are = ("property", "cached_property", "cache", "lru_cache", "staticmethod", "classmethod", "dataclass")
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            by = [getattr(one, "func", one) for one in node.decorator_list]
            if all(isinstance(one, ast.Name) and one.id in used_as_they_are for one in by):
                yield node.name
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_nothing_is_defined_that_nothing_names():
    texts = [
        path for path in (ROOT / "quotes", ROOT / "api") for path in path.rglob("*") if path.suffix in (".py", ".html")
    ]
    seen = Counter(word for path in texts for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))
    seen.update(re.findall(r"\w+", (ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    trees = {path: ast.parse((ROOT / path).read_text(encoding="utf-8")) for path in MODULES}
    unused = [(str(path), name) for path, tree in trees.items() for name in defined(tree) if seen[name] < 2]
    by_others = ("__", "_repr_")  # Python and notebooks ask for these by their names
    assert [one for one in unused if not one[1].startswith(by_others)] == []


MOST_PATHS = 24


def paths_through(function):
    """Cyclomatic complexity as radon counts it: a path more for each branch, loop, handler and operand of and, or."""
    count, rest = 1, list(ast.iter_child_nodes(function))
    while rest:
        node = rest.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        else:
            branches = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.Assert)
            count += isinstance(node, (*branches, ast.match_case))
        rest += ast.iter_child_nodes(node)
    return count


def test_no_function_has_too_many_paths():
    found = [
        (paths_through(node), str(path), node.name)
        for path in MODULES
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [one for one in found if one[0] > MOST_PATHS] == []


def test_the_count_of_paths_can_fail():
    source = "def f(a, b):\n    if a and b:\n        return [c for c in a if c]\n    return a if b else None\n"
    assert paths_through(ast.parse(source).body[0]) == 6
