"""Every write that a person tries again when a server went away at its COMMIT: it stands once.

Each is done once through a proxy that cuts the connection after the server has committed, before
the program is told, and then again by the very same words. Either that finds what stands, or it is
refused and says so; in no case is anything there twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from checklists.answers import Answer
from sampling.reading_allocation import Reader
from tests.conftest import Clock, draw_crimes, import_crimes
from tests.faults.cutting_proxy import Cut, CuttingProxy
from tests.postgres_server import PORT, PostgresServer
from tests.workbench.audits.packs.desks import answer, at_pack, send
from tests.workbench.audits.readers import FIRST, SECOND, all_met, at, but, choose, read
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.opening import open_audit
from workbench.audits.packs.choosing import PackAsked
from workbench.audits.packs.sending import send_pack
from workbench.audits.packs.settling import Dispute, disputes, settle_dispute
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.people.allocating import AllocationAsked, allocate_first_readings, hand_over
from workbench.audits.people.people import register
from workbench.audits.people.releasing import release_rates
from workbench.audits.populations import import_population
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.tracking import set_status
from workbench.audits.reviews.answer_files import import_answers
from workbench.audits.reviews.escalating_by_words import escalate_by_words
from workbench.audits.reviews.undoing import Attempt
from workbench.audits.second_readings.finishing import finish_mine
from workbench.audits.second_readings.settling import differences, settle, undo_settling
from workbench.errors import NotSaved, WorkbenchError
from workbench.record.engine import open_record
from workbench.record.history import head
from workbench.record.location import ServerAddress

AUDIT = "September"


@dataclass(frozen=True)
class World:
    """A desk whose every word to the server goes through the proxy, and a folder.

    Attributes:
        seen: The rival answers that are on the screen.
        attempt: What is tried again.
    """

    desk: Desk
    folder: Path
    seen: list[Dispute] = field(default_factory=list)
    attempt: Attempt = field(default_factory=Attempt)


@dataclass(frozen=True)
class Write:
    """A write, and what is said of it the second time.

    Attributes:
        does: The write.
        prepares: What must be there before.
        let_by: How many COMMITs of it go before the one that matters.
        told: What the refusal of a second time says; empty where it is taken.
    """

    does: Callable[[World], object]
    prepares: Callable[[World], object] = lambda _: None
    let_by: int = 0
    told: str = ""


@pytest.fixture
def proxy(postgres_server: PostgresServer, tmp_path: Path) -> Iterator[CuttingProxy]:
    made = CuttingProxy(tmp_path, postgres_server.folder, PORT)
    yield made
    made.close()


@pytest.fixture
def world(
    proxy: CuttingProxy,
    postgres_server: PostgresServer,
    team_address: ServerAddress,
    tmp_path: Path,
) -> Iterator[World]:
    through = team_address.url.replace(str(postgres_server.folder), str(tmp_path))
    desk = Desk(open_record(ServerAddress(through)), auditor=FIRST)
    import_crimes(desk, tmp_path)
    yield World(desk, tmp_path)
    desk.record.close()


def entered(desk: Desk) -> int:
    """Return how many entries the history has."""
    with desk.record.reading() as session:
        return head(session).seq


def imports(world: World) -> None:
    profile = profile_from_options(reference="Crime No")
    path = world.folder / "crimes.csv"
    import_population(world.desk, path, name="again", profile=profile, options=ReadingOptions())


def draws(world: World, *, reason: str = "", name: str = AUDIT) -> None:
    design = DesignAsked(size=2, reserve=4)
    draw_sample(world.desk, DrawPlan(name, "crimes", ("SUP",), design, reason=reason))


def drawn(world: World) -> None:
    draw_crimes(world.desk, AUDIT, size=2, reserve=4)


def read_twice(world: World) -> None:
    """Both have read all, and differ in one answer."""
    drawn(world)
    audit = open_audit(world.desk, AUDIT)
    case = audit.cases[0].reference
    choose(world.desk, audit, share=1.0)
    read(world.desk, audit)
    finish_mine(world.desk, AUDIT, reading=1)
    differing = but(case=case, question="SUP-01", answer=Answer.NOT_MET)
    read(at(world.desk, SECOND), audit, differing, reading=2)
    finish_mine(at(world.desk, SECOND), AUDIT, reading=2)


def read_not_finished(world: World) -> None:
    drawn(world)
    audit = open_audit(world.desk, AUDIT)
    choose(world.desk, audit, share=1.0)
    read(world.desk, audit, all_met)


def settles(world: World) -> None:
    (line, *_) = differences(world.desk, AUDIT)
    case, question = line.case, line.question
    settle(world.desk, AUDIT, case=case, question=question, answer=Answer.MET, reason="seen")


def two_packs_in(world: World) -> None:
    """Ann and Ben answered one question differently in their packs."""
    drawn(world)
    given = {"Ann": Answer.MET, "Ben": Answer.NOT_MET}
    paths = {who: send(world.desk, world.folder / f"{who}.pack", who, "#1") for who in given}
    for who, path in paths.items():
        with at_pack(path, who, Clock()) as there:
            answer(there, "#1", "SUP-01", given[who])
        take_in_pack(world.desk, path)
    world.seen.extend(disputes(world.desk, AUDIT))


def chooses(world: World) -> None:
    (dispute,) = world.seen
    settle_dispute(world.desk, AUDIT, dispute, dispute.rivals[1], reason="seen together")


def settled(world: World) -> None:
    read_twice(world)
    settles(world)


def takes_back(world: World) -> None:
    undo_settling(world.desk, AUDIT, attempt=world.attempt)


def registered(world: World) -> None:
    drawn(world)
    register(world.desk, FIRST)
    register(world.desk, SECOND)


def allocated(world: World) -> None:
    registered(world)
    allocates(world)


def allocates(world: World) -> None:
    asked = AllocationAsked(readers=(Reader(FIRST), Reader(SECOND)))
    allocate_first_readings(world.desk, AUDIT, asked)


def hands_over(world: World) -> None:
    hand_over(world.desk, AUDIT, case="#1", to="auditor 3", reason="on leave")


def answers_file(world: World) -> None:
    drawn(world)
    lines = "case,question,answer,note\n#1,SUP-01,not_met,No entry before closure.\n"
    (world.folder / "answers.csv").write_text(lines)


def imports_answers(world: World) -> None:
    import_answers(world.desk, AUDIT, world.folder / "answers.csv")


def pack_scored(world: World) -> None:
    drawn(world)
    with at_pack(send(world.desk, world.folder / "ann.pack", "Ann"), "Ann", Clock()) as there:
        answer(there, "#1", "SUP-01", Answer.MET)


def sends(world: World) -> None:
    send_pack(world.desk, AUDIT, world.folder / "ann.pack", PackAsked("Ann"))


def escalates(world: World) -> None:
    escalate_by_words(world.desk, AUDIT, ("#1", ""), told="duty inspector", saw="A child alone.")


WRITES = {
    "import": Write(imports, told="named 'again' already: 200 cases of crimes.csv"),
    "draw": Write(draws, let_by=1, told="has a sample already"),
    "draw again": Write(
        lambda world: draws(world, reason="wrong month"),
        drawn,
        let_by=1,
        told="for this very reason",
    ),
    "replace by reference": Write(
        lambda world: replace_case(
            world.desk,
            AUDIT,
            (world.folder / "first").read_text(),
            reason=ReplacementReason.NOT_FOUND,
        ),
        lambda world: (
            drawn(world),
            (world.folder / "first").write_text(open_audit(world.desk, AUDIT).cases[0].reference),
        ),
        told="already",
    ),
    "replace by place": Write(
        lambda world: replace_case(world.desk, AUDIT, "#1", reason=ReplacementReason.NOT_FOUND),
        drawn,
        told="took the place of",
    ),
    "allocate": Write(allocates, registered, told="already"),
    "hand over": Write(
        hands_over,
        lambda world: (allocated(world), register(world.desk, "auditor 3")),
    ),
    "choose second readings": Write(
        lambda world: choose(world.desk, open_audit(world.desk, AUDIT), share=1.0),
        drawn,
        told="already",
    ),
    "finish": Write(lambda world: finish_mine(world.desk, AUDIT, reading=1), read_not_finished),
    "settle": Write(settles, read_twice),
    "take back what was agreed": Write(takes_back, settled),
    "choose between rivals": Write(chooses, two_packs_in),
    "import answers": Write(imports_answers, answers_file),
    "release": Write(lambda world: release_rates(world.desk, AUDIT), drawn),
    "pack out": Write(sends, drawn, told="is there already"),
    "pack in": Write(
        lambda world: take_in_pack(world.desk, world.folder / "ann.pack"), pack_scored
    ),
    "escalate": Write(escalates, drawn),
    "register": Write(lambda world: register(world.desk, "Cara")),
    "status": Write(lambda world: set_status(world.desk, "R4", "complete", note="seen")),
}


@pytest.mark.parametrize("name", WRITES)
def test_what_is_tried_again_after_an_unknown_outcome_stands_once(
    world: World, proxy: CuttingProxy, name: str
) -> None:
    write = WRITES[name]
    write.prepares(world)
    before = entered(world.desk)
    proxy.let_by, proxy.cut = write.let_by, Cut.AFTER
    told = ""
    try:
        write.does(world)
    except NotSaved as error:
        told = error.problem
    assert proxy.cuts == 1
    assert name == "pack out" or "the team's server does not answer" in told
    made = entered(world.desk) - before
    assert made >= 1, "the trial is what it says it is"
    again = ""
    try:
        write.does(world)
    except WorkbenchError as error:
        again = str(error)
    assert entered(world.desk) - before == made
    assert write.told in again
    assert bool(write.told) == bool(again)
    assert verify_record(world.desk).faults == ()
