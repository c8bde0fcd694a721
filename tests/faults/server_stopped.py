"""A server that is stopped in mid-save: the answer is tried again, and stands once."""

from pathlib import Path

from checklists.answers import Answer
from tests.faults.apart import Found
from tests.faults.records import AUDIT, desk_at, drawn_on_a_server, faults_of
from workbench.audits.reviews.answering import CHANGED
from workbench.audits.reviews.scoring import open_scoring
from workbench.errors import NotSaved
from workbench.record.history import entries


def stop_in_mid_save(folder: Path, *, stops: int) -> Found:
    """Stop the server under an open audit as a power cut would, start it, and try again."""
    found = Found()
    with drawn_on_a_server(folder, size=stops) as (server, address), desk_at(address) as desk:
        scoring = open_scoring(desk, AUDIT)
        for order in range(1, stops + 1):
            scoring.go_to_case(order)
            asked = scoring.place
            server.stop("immediate")
            try:
                scoring.answer(Answer.MET)
                found.wrong.append(f"{asked} was saved on a server that was stopped")
            except NotSaved as refusal:
                found.hear(str(refusal))
            if scoring.place != asked:
                found.wrong.append(f"{asked} was not saved, and the place is {scoring.place}")
            server.start()
            scoring.answer(Answer.MET)
            found.count("stops")
        with desk.record.reading() as session:
            kept = [entry.subject for entry in entries(session) if entry.action == CHANGED]
        found.figures["saved once"] = sum(kept.count(place) == 1 for place in set(kept))
        if len(kept) != stops:
            found.wrong.append(f"{stops} answers were given, and {len(kept)} are in the record")
        found.wrong.extend(faults_of(address))
    return found
