"""A server that is killed under an open audit: the answer is tried again, and stands once."""

from pathlib import Path

from checklists.answers import Answer
from tests.faults.apart import Found
from tests.faults.records import AUDIT, desk_at, drawn_on_a_server, faults_of
from workbench.audits.reviews.answering import CHANGED
from workbench.audits.reviews.scoring import open_scoring
from workbench.errors import NotSaved
from workbench.record.history import entries


def kill_the_server(folder: Path, *, kills: int) -> Found:
    """Kill the server, answer, start it, and answer again; so many times."""
    found = Found()
    with drawn_on_a_server(folder, size=kills) as (server, address), desk_at(address) as desk:
        scoring = open_scoring(desk, AUDIT)
        for order in range(1, kills + 1):
            scoring.go_to_case(order)
            asked = scoring.place
            server.stop("immediate")
            try:
                scoring.answer(Answer.MET)
                found.wrong.append(f"{asked} was saved on a server that was killed")
            except NotSaved as refusal:
                found.hear(str(refusal))
            if scoring.place != asked:
                found.wrong.append(f"{asked} was not saved, and the place is {scoring.place}")
            server.start()
            scoring.answer(Answer.MET)
            found.count("kills")
        with desk.record.reading() as session:
            kept = [entry.subject for entry in entries(session) if entry.action == CHANGED]
        found.figures["saved once"] = sum(kept.count(place) == 1 for place in set(kept))
        if len(kept) != kills:
            found.wrong.append(f"{kills} answers were given, and {len(kept)} are in the record")
        found.wrong.extend(faults_of(address))
    return found
