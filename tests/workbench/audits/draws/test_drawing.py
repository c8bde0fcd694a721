"""Drawing: sealed before the seed, repeatable by anyone, and never without a trace."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from sampling.designs import Drawn
from sampling.errors import SamplingError
from sampling.frames import Frame
from tests.conftest import SEED, DrawAudit, write_list
from workbench.audits.desk import Desk
from workbench.audits.draws import drawing
from workbench.audits.draws.designs import Design, DesignAsked, DesignKind, design_words, draw_by
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.populations import import_population, population, rows
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.reporting import certificate_of
from workbench.errors import Refused, WorkbenchError


def plan(**changes: object) -> DrawPlan:
    facts: dict[str, object] = {
        "audit": "September",
        "population": "crimes",
        "checklists": ("SUP",),
        "design": DesignAsked(size=12),
        "seed": SEED,
    }
    return DrawPlan(**(facts | changes))  # type: ignore[arg-type]


def test_a_few_words_of_shell_draw_the_same_cases(
    listed: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    references = tmp_path / "references.txt"
    references.write_text("".join(f"{r}\n" for r in rows(listed, 1, start=0, count=200).references))
    script = (
        f"while read -r r; do printf '%s|%s' {SEED} \"$r\" | sha256sum | cut -c1-64 | tr '\\n' ' ';"
        f' echo "$r"; done < {references} | LC_ALL=C sort | head -12 | cut -d" " -f2'
    )
    drawn = subprocess.run(
        ["bash", "-c", script], check=True, capture_output=True, text=True
    ).stdout.split()
    assert drawn == [case.reference for case in audit.cases]


def test_the_plan_is_in_the_history_before_the_seed(listed: Desk, audit: OpenAudit) -> None:
    actions = [line.action for line in diary(listed, audit.name)]
    assert actions == ["audit begun", "draw planned", "draw made"]
    planned, made = diary(listed, audit.name)[1:]
    assert SEED not in planned.sentence
    assert SEED in made.sentence


@pytest.mark.of_the_file
def test_the_plan_is_durable_before_a_seed_is_made(
    listed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program, at the moment the seed is made, sees the plan and no draw."""
    seen: list[str] = []

    def looking() -> str:
        with closing(sqlite3.connect(listed.record.path)) as other:
            seen.extend(action for (action,) in other.execute("SELECT action FROM history"))
        return "48210000000000000007"

    monkeypatch.setattr(drawing, "make_seed", looking)
    draw_sample(listed, plan(seed=None))
    assert seen[-1] == "draw planned"
    assert "draw made" not in seen


def test_a_sample_that_its_seed_does_not_give_is_found(
    listed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is written as by the program itself: only drawing again can show it."""

    def preferred(design: Design, frame: Frame, *, seed: str) -> Drawn:
        return draw_by(design, frame, seed=f"{seed}-preferred")

    draw_sample(listed, plan())
    assert verify_record(listed).faults == ()
    monkeypatch.setattr(drawing, "draw_by", preferred)
    draw_sample(listed, plan(audit="October"))
    (fault,) = verify_record(listed).faults
    assert "'October'" in fault
    assert "seed gives other cases" in fault


def test_the_certificate_counts_every_draw_on_its_frame_and_no_other(
    listed: Desk, tmp_path: Path
) -> None:
    profile = profile_from_options(reference="Crime No")
    file = write_list(tmp_path / "fewer.csv", cases=50)
    import_population(listed, file, name="fewer", profile=profile, options=ReadingOptions())
    draw_sample(listed, plan())
    draw_sample(listed, plan(seed="another-seed", reason="wrong month was imported"))
    draw_sample(listed, plan(audit="October"))
    draw_sample(listed, plan(audit="fewer", population="fewer"))
    counts = {
        name: certificate_of(listed, name)["draws_on_this_frame"]
        for name in ("September", "October", "fewer")
    }
    assert counts == {"September": 3, "October": 3, "fewer": 1}


def test_a_made_seed_is_twenty_digits_and_new_each_time(listed: Desk) -> None:
    first = draw_sample(listed, plan(audit="a", seed=None))
    second = draw_sample(listed, plan(audit="b", seed=None))
    seeds = [line.sentence.split()[-1] for line in diary(listed) if line.action == "draw made"]
    assert all(seed.isdecimal() and len(seed) == 20 for seed in seeds)
    assert len(set(seeds)) == 2
    assert [c.reference for c in first.cases] != [c.reference for c in second.cases]


def test_a_drawn_sample_is_sealed(listed: Desk, audit: OpenAudit) -> None:
    with pytest.raises(Refused, match="sealed"):
        draw_sample(listed, plan(seed="another-seed"))
    assert open_audit(listed, audit.name).cases == audit.cases


def test_drawing_again_needs_a_reason_and_both_draws_stay(listed: Desk, audit: OpenAudit) -> None:
    again = draw_sample(listed, plan(seed="another-seed", reason="wrong month was imported"))
    assert again.cases != audit.cases
    assert [line.action for line in diary(listed)].count("draw made") == 2


def test_a_larger_sample_with_the_same_seed_begins_with_the_smaller(draw_audit: DrawAudit) -> None:
    small, large = draw_audit("small", size=10), draw_audit("large", size=30)
    references = [case.reference for case in large.cases]
    assert references[:10] == [case.reference for case in small.cases]


def test_the_whole_population_can_be_drawn(listed: Desk) -> None:
    census = draw_sample(listed, plan(design=DesignAsked(size=200)))
    assert len({case.reference for case in census.cases}) == 200


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"design": DesignAsked(size=201)}, "more than the 200"),
        ({"design": DesignAsked(size=190, reserve=11)}, "more than the 200"),
        ({"design": DesignAsked(size=0)}, "at least 1 case"),
        ({"design": DesignAsked(size=5, reserve=-1)}, "0 or more in reserve"),
        ({"population": "nothing"}, "There are: crimes"),
        ({"checklists": ()}, "at least one checklist"),
        ({"audit": "  "}, "needs a name"),
        ({"design": DesignAsked(kind=DesignKind.STRATIFIED, size=9)}, "Name one with --by"),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_leaves_nothing(
    listed: Desk, changes: dict[str, object], message: str
) -> None:
    before = len(diary(listed))
    with pytest.raises(WorkbenchError, match=message):
        draw_sample(listed, plan(**changes))
    assert len(diary(listed)) == before


def test_a_seed_that_cannot_be_used_is_refused_before_anything_is_sealed(listed: Desk) -> None:
    before = len(diary(listed))
    with pytest.raises(SamplingError, match="8 to 64 characters"):
        draw_sample(listed, plan(seed="7"))
    assert len(diary(listed)) == before


@pytest.mark.parametrize(
    ("design", "count"),
    [
        (DesignAsked(kind=DesignKind.STRATIFIED, by="team", size=20, reserve=2), 20),
        (DesignAsked(kind=DesignKind.SYSTEMATIC, by="status", size=15), 15),
        (DesignAsked(kind=DesignKind.CLUSTER, by="days_open", clusters=4), 20),
        (DesignAsked(kind=DesignKind.TWO_STAGE, by="days_open", clusters=5, size=2), 10),
        (DesignAsked(kind=DesignKind.PPS, by="days_open", size=8), 8),
    ],
)
def test_every_design_draws_and_carries_its_chances(
    listed: Desk, design: DesignAsked, count: int
) -> None:
    drawn = draw_sample(listed, plan(design=design))
    assert len(drawn.cases) == count
    assert all(0 < case.probability <= 1 for case in drawn.cases)


def test_a_case_carries_the_kept_columns_and_no_others(listed: Desk, audit: OpenAudit) -> None:
    assert set(audit.cases[0].fields) >= {"team", "status", "days_open"}
    assert "ZZTESTNAME" not in str(audit.cases)
    assert population(listed, "crimes").part.dropped_columns == ("Victim Name",)


def test_the_next_reserve_takes_the_place_of_a_case(listed: Desk, audit: OpenAudit) -> None:
    out = audit.cases[4]
    changed = replace_case(
        listed, audit.name, out.reference, reason=ReplacementReason.NOT_FOUND, note="not on disk"
    )
    assert changed.cases[4].reference == audit.reserves_left[0]
    assert changed.cases[4].order == 5
    assert changed.reserves_left == audit.reserves_left[1:]
    assert "not-found" in diary(listed)[-1].sentence


def test_a_reserve_can_be_replaced_in_its_turn(listed: Desk, audit: OpenAudit) -> None:
    for _ in range(3):
        case = open_audit(listed, audit.name).cases[0]
        replace_case(listed, audit.name, case.reference, reason=ReplacementReason.RESTRICTED)
    assert open_audit(listed, audit.name).cases[0].reference == audit.reserves_left[2]
    with pytest.raises(Refused, match="No reserve is left"):
        replace_case(listed, audit.name, "#1", reason=ReplacementReason.RESTRICTED)


def test_in_a_stratified_sample_a_reserve_of_the_same_stratum_stands_in(listed: Desk) -> None:
    design = DesignAsked(kind=DesignKind.STRATIFIED, by="team", size=9, reserve=1)
    drawn = draw_sample(listed, plan(design=design))
    case = next(case for case in drawn.cases if case.stratum == "C")
    changed = replace_case(listed, drawn.name, case.reference, reason=ReplacementReason.RESTRICTED)
    assert changed.cases[case.order - 1].stratum == "C"
    again = next(each for each in changed.cases if each.stratum == "C")
    with pytest.raises(Refused, match="for the stratum C"):
        replace_case(listed, drawn.name, again.reference, reason=ReplacementReason.RESTRICTED)


def test_one_case_of_a_whole_cluster_is_not_replaced(listed: Desk) -> None:
    design = DesignAsked(kind=DesignKind.CLUSTER, by="days_open", clusters=3, reserve=1)
    drawn = draw_sample(listed, plan(design=design))
    with pytest.raises(Refused, match="whole clusters"):
        replace_case(listed, drawn.name, "#1", reason=ReplacementReason.RESTRICTED)


@pytest.mark.parametrize(
    "design",
    [
        DesignAsked(kind=DesignKind.STRATIFIED, by="team", sizes={"A": 5}),
        DesignAsked(kind=DesignKind.STRATIFIED, by="team", sizes={"A": 500, "B": 5, "C": 5}),
        DesignAsked(kind=DesignKind.PPS, by="team", size=5),
        DesignAsked(kind=DesignKind.CLUSTER, by="team", clusters=9),
    ],
)
def test_a_design_that_cannot_be_drawn_seals_no_plan(listed: Desk, design: DesignAsked) -> None:
    before = len(diary(listed))
    with pytest.raises((WorkbenchError, SamplingError)):
        draw_sample(listed, plan(design=design))
    assert len(diary(listed)) == before
    with pytest.raises(WorkbenchError, match="no audit named"):
        open_audit(listed, "September")


def test_two_people_drawing_at_once_make_one_draw(
    listed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def while_another_draws() -> str:
        monkeypatch.undo()
        draw_sample(listed, plan(seed="the-other-seed"))
        return "12345678901234567890"

    monkeypatch.setattr(drawing, "make_seed", while_another_draws)
    with pytest.raises(Refused, match="by another person at the same moment"):
        draw_sample(listed, plan(seed=None))
    assert [line.action for line in diary(listed)].count("draw made") == 1


def test_a_question_is_asked_once(listed: Desk) -> None:
    with pytest.raises(WorkbenchError, match="SUP-01 would be asked twice"):
        draw_sample(listed, plan(checklists=("sup", "SUP")))


@pytest.mark.parametrize(
    ("kind", "by", "sizes", "words"),
    [
        ("simple", "", {"all": 60}, "simple: 60 cases"),
        ("stratified", "team", {"A": 3, "": 2}, "stratified by team: 3 of A, 2 of (blank)"),
        (
            "two-stage",
            "team",
            {"clusters": 4, "cases": 5},
            "two-stage by team: 4 clusters, 5 cases in each",
        ),
    ],
)
def test_a_design_in_words(kind: str, by: str, sizes: dict[str, int], words: str) -> None:
    assert design_words(kind, by=by, sizes=sizes) == words
