"""The way in: no arguments open the app; anything else is a command."""

import sys

from workbench.shadowing import check_own_packages


def main() -> None:
    """Run the app or a command, and leave with its exit code."""
    check_own_packages()
    from workbench.cli.dispatch import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
