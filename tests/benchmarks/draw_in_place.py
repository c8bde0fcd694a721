"""How a draw in place compares with importing the same list and drawing from it, in one run.

    python tests/benchmarks/draw_in_place.py [--cases 10000000]

A PostgreSQL server of its own holds the list; the file is exported from it. Each way runs in a
process of its own, which prints its time by the clock and its peak of memory; the server's time is
in the first, not its memory. The bars: in place is not slower than by way of the file, stays
under 250 MB however long the list is, and both draw the same 300 cases. Exits 1 when one is missed.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

MEMORY_BAR_MB = 250.0
SEED, SIZE = "20260901-dice", 300
MAKE = """
CREATE TABLE cases AS
SELECT '21/' || lpad(mod(n * 7919, {cases})::text, 8, '0') || '/26' AS crime_no,
       'T' || mod(n, 10) AS team, 'Offence ' || mod(n, 60) AS offence
FROM generate_series(1, {cases}::bigint) AS n
"""


def draw(way, where, folder):
    """Draw by one way, and print what it took and which cases it gave."""
    from tests.workbench.audits.in_place.conftest import plan
    from workbench.audits.desk import Desk
    from workbench.audits.draws.designs import DesignAsked, DesignKind
    from workbench.audits.draws.drawing import draw_sample
    from workbench.audits.in_place.drawing import draw_in_place
    from workbench.audits.in_place.importing import import_from_database
    from workbench.audits.in_place.open_frames import list_there
    from workbench.audits.in_place.sources import database_source
    from workbench.audits.intake.options import ReadingOptions
    from workbench.audits.intake.profiles import profile_from_options
    from workbench.audits.populations import import_population
    from workbench.record.engine import open_record

    kind, way = way.split()
    design = DesignAsked(size=SIZE)
    if kind == "stratified":
        design = DesignAsked(size=SIZE, kind=DesignKind.STRATIFIED, by="team")
    desk = Desk(record=open_record(Path(folder) / f"{kind}-{way}.record"), auditor="benchmark")
    asked = plan(way, design, SEED)
    named = {
        "name": asked.population,
        "profile": profile_from_options(reference="crime_no", keep=("team", "offence")),
        "options": ReadingOptions(),
    }
    at = time.perf_counter()
    if way == "place":
        there = list_there(
            database_source(where, table="cases"), reference="crime_no", keep=("team", "offence")
        )
        drawn = draw_in_place(desk, asked, there)
    else:
        if way == "stream":
            import_from_database(desk, database_source(where, table="cases"), **named)
        else:
            import_population(desk, Path(where), **named)
        drawn = draw_sample(desk, asked)
    took = time.perf_counter() - at
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cases = [case.reference for case in drawn.cases]
    sys.stdout.write(json.dumps({"seconds": took, "memory": memory, "cases": cases}))
    desk.record.close()


def in_a_process(way, where, folder):
    """Draw by one way in a process of its own, and tell what it took."""
    command = [sys.executable, __file__, "--way", way, "--where", where, "--folder", str(folder)]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    sys.stdout.write(f"{way:18} {found['seconds']:8.1f} s  {found['memory']:7.0f} MB\n")
    sys.stdout.flush()
    return found


def main():
    """Measure, print, and say whether a bar was missed."""
    from tests.postgres_server import PostgresServer, why_no_server

    asked = argparse.ArgumentParser()
    asked.add_argument("--cases", type=int, default=10_000_000)
    asked.add_argument("--way")
    asked.add_argument("--where")
    asked.add_argument("--folder")
    options = asked.parse_args()
    if options.way:
        draw(options.way, options.where, options.folder)
        return
    if reason := why_no_server():
        sys.exit(reason)
    server = PostgresServer()
    folder = Path(tempfile.mkdtemp(prefix="wb-draw-"))
    try:
        server.make()
        server.execute(MAKE.format(cases=options.cases), "ANALYZE cases")
        server.execute(f"COPY cases TO '{server.folder}/cases.csv' (FORMAT csv, HEADER)")
        url, file = server.url("postgres"), f"{server.folder}/cases.csv"
        sys.stdout.write(f"{options.cases:,} cases\n")
        place = in_a_process("simple place", url, folder)
        strata = in_a_process("stratified place", url, folder)
        by_file = in_a_process("simple file", file, folder)
        strata_by_file = in_a_process("stratified file", file, folder)
        stream = in_a_process("simple stream", url, folder)
    finally:
        server.remove()
        shutil.rmtree(folder)
    same = place["cases"] == by_file["cases"] == stream["cases"]
    same = same and strata["cases"] == strata_by_file["cases"]
    sys.stdout.write(f"the same cases by every way: {'yes' if same else 'NO'}\n")
    slower = place["seconds"] > by_file["seconds"]
    sys.exit(not same or slower or max(place["memory"], strata["memory"]) > MEMORY_BAR_MB)


if __name__ == "__main__":
    main()
