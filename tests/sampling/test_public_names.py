"""The public names of `sampling`: every one resolves, and none loads more than it needs."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import sampling

HEADLINES = """
from sampling import proportion_interval
for method in ("wilson", "hypergeometric", "hmicfrs"):
    proportion_interval(181, 240, population=4658, method=method)
"""
PACKAGE = Path(sampling.__file__).parent


@pytest.mark.parametrize("name", sampling.__all__)
def test_every_public_name_resolves_to_something_documented(name):
    assert getattr(sampling, name).__doc__


def test_the_table_of_homes_names_each_public_name_once():
    names = [name for held in sampling.HOMES.values() for name in held]
    assert sorted(names) == sorted(sampling.__all__)
    assert dir(sampling) == sorted(sampling.__all__)


def test_type_checkers_are_told_the_same_homes():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    told = {
        node.module.removeprefix("sampling."): {alias.name for alias in node.names}
        for branch in tree.body
        if isinstance(branch, ast.If)
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
    }
    assert told == {module: set(names) for module, names in sampling.HOMES.items()}


@pytest.mark.parametrize("module", sorted(sampling.HOMES))
def test_a_name_is_the_thing_of_its_home(module):
    home = import_module(f"sampling.{module}")
    for name in sampling.HOMES[module]:
        assert getattr(sampling, name) is getattr(home, name)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_rate"):
        _ = sampling.no_such_rate


def loaded_after(statement):
    program = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return set(done.stdout.decode().split())


@pytest.mark.parametrize(
    "statement",
    [
        "import sampling",
        "from sampling.tickets import lowest_tickets",
        "from sampling import draw_stratified",
        HEADLINES,
    ],
)
def test_drawing_and_the_headline_intervals_load_neither_numpy_nor_scipy(statement):
    assert not loaded_after(statement) & {"numpy", "scipy", "pandas"}


def test_estimates_load_only_the_special_functions_of_scipy():
    statement = (
        "from sampling import Stratum, estimate_stratified\n"
        "estimate_stratified([Stratum(900, 10, 9), Stratum(100, 40, 40)])\n"
        "estimate_stratified([Stratum(900, 10, 10), Stratum(100, 40, 40)])"
    )
    loaded = loaded_after(statement)
    assert "scipy.special" in loaded
    assert not loaded & {"scipy.stats", "scipy.optimize", "pandas", "statsmodels"}
