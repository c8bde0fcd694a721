# The words a contributor needs. Each is one line; none hides another.

# Lint, types, import contracts, spelling.
check:
    uv run ruff check .
    uv run ruff format --check .
    uv run mypy
    uv run lint-imports
    uv run codespell

# Every test.
test *arguments:
    uv run pytest {{arguments}}

# Every test that starts from a record, on a PostgreSQL server that the tests start.
test-on-server *arguments:
    uv run pytest --record-on postgresql tests/workbench tests/flows {{arguments}}

# The table of faults with the figures reached, at full size: some minutes. `--write` keeps it.
faults *arguments:
    uv run python tests/faults/figures.py {{arguments}}

# The app, or a command: `just run rates "My audit"`.
run *arguments:
    uv run workbench {{arguments}}

# Put the code into its one format.
format:
    uv run ruff check --fix .
    uv run ruff format .

# What CI runs, from start to end.
ci:
    .ci/run
