"""How fast a large list is imported, and how much memory that takes, in one run.

    python tests/benchmarks/import_million.py [--cases 1000000]

The bars: reading, checking, sorting and fingerprinting takes at most 6 times as long as
`pandas.read_csv` needs for the same file (processor time), in under 250 MB. Storing it in the
record is shown beside it. Exits 1 when a bar is missed.
"""

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RATIO_BAR, MEMORY_BAR_MB = 6.0, 250.0
PANDAS = "import sys, pandas; pandas.read_csv(sys.argv[1], dtype=str)"


def write_list(path, cases):
    """Write a list of cases in no order: a reference, a date and four categories."""
    numbers = list(range(cases))
    random.Random(1).shuffle(numbers)  # noqa: S311 - an order, no secret
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["Crime No", "Date", "Team", "Offence", "Status", "Area"])
        for n in numbers:
            day, month = n % 28 + 1, n % 9 + 1
            status = "open" if n % 3 else "closed"
            row = [f"T{n % 10}", f"Offence {n % 60}", status, f"Area {n % 5}"]
            lines.writerow([f"21/{n:07}/26", f"{day:02}/{month:02}/2026", *row])


def time_pandas(path):
    """Return the processor seconds that pandas needs, its own start taken off."""
    both = [_child_seconds([sys.executable, "-c", PANDAS, str(path)]) for _ in range(3)]
    start = [_child_seconds([sys.executable, "-c", "import pandas"]) for _ in range(3)]
    return min(both) - min(start)


def _child_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    """Measure, print, and say whether a bar was missed."""
    from workbench.audits.intake.options import ReadingOptions
    from workbench.audits.intake.profiles import profile_from_options
    from workbench.audits.intake.reading import read_list
    from workbench.record.frames import pack_frame

    asked = argparse.ArgumentParser()
    asked.add_argument("--cases", type=int, default=1_000_000)
    asked.add_argument("--write", type=Path, help="only write the list, to this file")
    options = asked.parse_args()
    cases = options.cases
    if options.write:
        write_list(options.write, cases)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        # In a process of its own, so that its memory is not counted.
        command = [sys.executable, __file__, "--cases", str(cases), "--write", str(path)]
        subprocess.run(command, check=True)
        pandas = time_pandas(path)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        at = time.process_time()
        intake = read_list(
            path,
            profile_from_options(
                reference="Crime No", date="Date", keep=("Team", "Offence", "Status", "Area")
            ),
            ReadingOptions(),
        )
        fingerprint = intake.frame.fingerprint
        read = time.process_time() - at
        at = time.process_time()
        pack_frame(intake.frame)
        packed = time.process_time() - at
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{cases:,} cases, frame fingerprint {fingerprint[:16]}\n"
        f"to a verified frame: {read:.2f} s, {read / pandas:.1f} times pandas ({pandas:.2f} s)\n"
        f"packed for the record: {packed:.2f} s more\n"
        f"peak memory: {memory:.0f} MB ({before / 1024:.0f} MB before)\n"
    )
    sys.exit(read / pandas > RATIO_BAR or memory > MEMORY_BAR_MB)


if __name__ == "__main__":
    main()
