"""The draw by keyboard: a live table while the plan is made, and a sample sealed on purpose."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from checklists.answers import Answer
from checklists.library import library
from sampling.intervals import proportion_interval
from tests.conftest import DrawAudit
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, type_at_once, wait_for
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.opening import open_audit
from workbench.audits.overview import overview
from workbench.audits.proof.diary import diary
from workbench.audits.results.reporting import report
from workbench.audits.reviews.scoring import open_scoring
from workbench.screens.draw import DrawScreen
from workbench.screens.steps import Subject
from workbench.widgets.choice_field import ChoiceField
from workbench.widgets.draw_form import DrawForm
from workbench.widgets.text_field import TextField
from workbench.widgets.tick_field import TickField

NARROW, WIDE = (80, 24), (120, 40)


@pytest.fixture
def drawing(make_app: MakeApp, listed: Desk):
    @asynccontextmanager
    async def open_at(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, "Next:")
            app.go_to_step("draw", Subject())
            await wait_for(pilot, "crimes (200)")
            yield pilot

    return open_at


async def fill(pilot: Pilot[None], **fields: str) -> None:
    for name, value in fields.items():
        field = pilot.app.screen.query_one(f"#{name}")
        if isinstance(field, ChoiceField):
            field.choose(value)
        elif isinstance(field, TextField):
            field.value = value
        await pilot.pause()


def tick(pilot: Pilot[None], checklist: str) -> None:
    field = pilot.app.screen.query_one(TickField)
    while field.pointed != checklist:
        field.action_point(1)
    field.action_tick()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_form_says_what_to_do(drawing, size: tuple[int, int]) -> None:
    async with drawing(size) as pilot:
        seen = await text_at_rest(pilot)
    for words in (
        "[2 Draw]",
        "> Audit",
        "crimes (200)",
        "simple: every case alike",
        "made by the program",
        "Type how many cases to read",
        "enter Draw",
    ):
        assert words in seen


async def test_the_live_table_changes_with_every_key(drawing) -> None:
    async with drawing() as pilot:
        await pilot.press("down", "down", "down", "down", "6")
        assert "6 of 200 cases (3.0%)" in await wait_for(pilot, "95% sure to within")
        await pilot.press("0")
        seen = await wait_for(pilot, "60 of 200 cases (30.0%)")
        assert "If this share complies     50%     70%     90%" in seen
        half = proportion_interval(30, 60, population=200).half_width
        assert half is not None
        assert f"±{half * 100:.1f} " in seen
        await pilot.press("backspace")
        await wait_for(pilot, "6 of 200 cases (3.0%)")


async def test_keys_act_in_the_order_in_which_they_were_typed(drawing, listed: Desk) -> None:
    """A script, or a quick hand, is never ahead of the form."""
    async with drawing() as pilot:
        go_on = ("down",)
        await type_at_once(pilot, *"Oct", *go_on, *go_on, "right", "space", *go_on, "right")
        await type_at_once(pilot, *go_on, "right", *go_on, *go_on, *go_on, *"20", *go_on, "2")
        await pilot.pause()
        plan = pilot.app.screen.query_one(DrawForm).plan
    assert plan.audit == "Oct"
    assert plan.checklists == (list(library())[1],)
    assert (plan.design.kind, plan.design.by) == ("stratified", "status")
    assert (plan.design.size, plan.design.reserve) == (20, 2)


async def test_minutes_become_hours_of_reading(drawing) -> None:
    async with drawing() as pilot:
        await fill(pilot, size="60", minutes="12")
        await wait_for(pilot, "about 12 hours of reading")


async def test_more_than_there_are_is_said_and_all_is_a_census(drawing) -> None:
    async with drawing() as pilot:
        await fill(pilot, size="201")
        assert "given 201, expected at most 200" in await wait_for(pilot, "more cases than")
        await fill(pilot, size="200")
        await wait_for(pilot, "census, no sampling error")


async def test_a_stratified_plan_shows_every_stratum(drawing) -> None:
    async with drawing((80, 40)) as pilot:
        await fill(pilot, design="stratified", by="status", size="40")
        seen = await wait_for(pilot, "by itself, if 70% comply")
        lines = [line.split() for line in seen.splitlines()]
        assert next(line for line in lines if line[:1] == ["closed"])[1:3] == ["150", "30"]
        assert next(line for line in lines if line[:1] == ["open"])[1:3] == ["50", "10"]
        await fill(pilot, allocation="equal")
        lines = [line.split() for line in (await wait_for(pilot, "20  ±")).splitlines()]
        assert next(line for line in lines if line[:1] == ["open"])[1:3] == ["50", "20"]


@pytest.mark.parametrize(
    ("design", "there", "not_there"),
    [
        ("simple", "Cases", "By column"),
        ("stratified", "Shared out", "Groups"),
        ("cluster", "Groups", "Cases"),
        ("two-stage", "Groups", "Shared out"),
        ("systematic", "none: the order of the references", "Groups"),
    ],
)
async def test_only_the_fields_of_the_design_are_shown(
    drawing, design: str, there: str, not_there: str
) -> None:
    async with drawing() as pilot:
        await fill(pilot, design=design)
        fields = (await wait_for(pilot, there)).split("───")[0]
    assert there in fields
    assert f"  {not_there}  " not in fields


async def test_clusters_promise_no_precision(drawing) -> None:
    async with drawing() as pilot:
        await fill(pilot, design="cluster", by="team", clusters="2")
        assert "about 133 of 200" in await wait_for(pilot, "No precision can be foretold")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_it_takes_to_show_a_change_stands_below_the_table(
    drawing, size: tuple[int, int]
) -> None:
    async with drawing(size) as pilot:
        assert "To show a change" not in await text_at_rest(pilot)
        tick(pilot, "SUP")
        seen = await wait_for(pilot, "To show a change (80% chance if the true rate is 80%)")
        assert "stf22-supervision  24/60  11 applicable files" in seen
        await fill(pilot, size="60")
        assert "11 applicable files" in await wait_for(pilot, "at least one is seen")
        tick(pilot, "SUP")
        await wait_for(pilot, "at least one is seen")
        assert "To show a change" not in await text_at_rest(pilot)


async def test_a_baseline_that_no_number_of_files_can_beat_is_said(drawing) -> None:
    async with drawing() as pilot:
        tick(pilot, "PLAN")
        seen = " ".join((await wait_for(pilot, "51/70")).split())
    assert "stf22-inv-opps 51/70 no number can: the baseline itself is that uncertain" in seen


async def test_another_true_rate_is_worked_out_at_each_key(drawing) -> None:
    async with drawing() as pilot:
        tick(pilot, "SUP")
        await wait_for(pilot, "11 applicable files")
        pilot.app.screen.query_one("#true-rate").focus()
        await pilot.press("5")
        await wait_for(pilot, "if the true rate is 5%")
        await pilot.press("0")
        assert "no number can" in await wait_for(pilot, "if the true rate is 50%")
        await pilot.press("backspace", "backspace", "6", "0")
        assert "24/60  96 applicable files" in await wait_for(pilot, "if the true rate is 60%")
        await fill(pilot, **{"true-rate": "much"})
        await wait_for(pilot, "True rate: 'much' is not a percentage. Write 70 for 70%.")


async def test_a_list_too_short_to_show_it_is_said(drawing) -> None:
    async with drawing() as pilot:
        tick(pilot, "PLAN")
        await fill(pilot, **{"true-rate": "85"})
        seen = " ".join((await wait_for(pilot, "if the true rate is 85%")).split())
    assert "no number can: more than 200 applicable files would be needed" in seen


async def test_where_no_baseline_fits_it_is_said(drawing) -> None:
    async with drawing() as pilot:
        tick(pilot, "DIG")
        await wait_for(pilot, "no baseline with a figure is about what is ticked")


async def test_enter_asks_and_enter_again_draws(drawing, listed: Desk) -> None:
    async with drawing() as pilot:
        tick(pilot, "SUP")
        await fill(pilot, audit="October", size="12", reserve="3", seed="20261001-dice")
        await pilot.press("enter")
        assert "by the seed 20261001-dice" in await wait_for(pilot, "enter again seals this plan")
        assert overview(listed).audits == ()
        await pilot.press("enter")
        seen = await wait_for(pilot, "Drawn and sealed: 12 cases")
    assert "20261001-dice (typed in)" in seen
    assert "this is the only draw on this frame" in seen
    drawn = open_audit(listed, "October")
    assert (len(drawn.cases), len(drawn.reserves_left)) == (12, 3)


async def test_a_change_after_the_question_asks_again(drawing, listed: Desk) -> None:
    async with drawing() as pilot:
        tick(pilot, "SUP")
        await fill(pilot, audit="October", size="12")
        await pilot.press("enter")
        await fill(pilot, size="13")
        await pilot.press("enter")
        await wait_for(pilot, "a seed that the program makes")
        assert overview(listed).audits == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"audit": "October", "size": "12"}, "needs at least one checklist"),
        ({"audit": "October", "size": "12", "seed": "short"}, "This seed cannot be used"),
    ],
)
async def test_what_cannot_be_drawn_is_said_and_nothing_is_begun(
    drawing, listed: Desk, fields: dict[str, str], words: str
) -> None:
    async with drawing() as pilot:
        await fill(pilot, **fields)
        await pilot.press("enter", "enter")
        assert "Nothing was drawn" in await wait_for(pilot, words)
    assert overview(listed).audits == ()


@pytest.mark.parametrize(
    ("fields", "words", "field"),
    [
        ({"audit": "October"}, "there is no number of cases", "size"),
        ({"audit": "October", "size": "0"}, "there is no number of cases", "size"),
        ({"audit": "October", "design": "cluster"}, "there is no number of groups", "clusters"),
    ],
)
async def test_without_a_number_it_says_so_and_does_not_offer_to_seal(
    drawing, listed: Desk, fields: dict[str, str], words: str, field: str
) -> None:
    async with drawing() as pilot:
        await fill(pilot, **fields)
        await pilot.press("enter", "enter")
        seen = await wait_for(pilot, words)
        assert "enter again" not in seen
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == field
    assert overview(listed).audits == ()


async def test_what_would_be_sealed_is_repeated_in_words(drawing) -> None:
    async with drawing() as pilot:
        tick(pilot, "SUP")
        await fill(pilot, audit="October", design="stratified", by="team", size="30", reserve="4")
        await wait_for(pilot, "by itself, if 70% comply")
        await pilot.press("enter")
        seen = await wait_for(pilot, "enter again seals this plan")
    assert "Audit: October, from crimes (200 cases)" in seen
    assert f"Checklists: {library()['SUP'].title}" in seen
    assert "Design: stratified by team, in proportion, at least 1 from each group" in seen
    assert "Reads: 30 cases" in seen
    assert "In reserve: 4 in each of 3 groups: 12" in seen


async def test_without_a_population_it_says_where_to_begin(make_app: MakeApp, desk: Desk) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Bring in a list")
        await pilot.press("n")
        seen = await wait_for(pilot, "There is no population to draw from")
    assert "1 brings in a list of cases first" in seen
    assert "enter Draw" not in seen


# A sample that was drawn


@pytest.fixture
def drawn(make_app: MakeApp, draw_audit: DrawAudit):
    draw_audit("September", size=40)

    @asynccontextmanager
    async def open_at(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, "Next:")
            app.go_to_step("draw", Subject(audit="September"))
            await wait_for(pilot, "Drawn and sealed")
            yield pilot

    return open_at


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_certificate_and_the_cases_can_be_read(
    drawn, listed: Desk, size: tuple[int, int]
) -> None:
    proof = report(listed, "September")
    async with drawn(size) as pilot:
        seen = await text_at_rest(pilot)
    for words in (
        "40 of 200 cases of crimes",
        "20260901-dice (typed in)",
        proof.population.frame_fingerprint,
        "this is the only draw on this frame",
        "3, none used",
        f">    1  {proof.cases[0].reference}",
        "r Replace",
    ):
        assert words in seen


async def test_a_case_is_replaced_with_a_reason_after_a_question(drawn, listed: Desk) -> None:
    before = open_audit(listed, "September")
    out, into = before.cases[1].reference, before.reserves_left[0]
    async with drawn() as pilot:
        await pilot.press("j", "r")
        seen = await wait_for(pilot, f"{out} leaves the sample, and {into}")
        assert "the file cannot be found" in seen
        await pilot.press("right", "down", *"Court", "enter")
        await wait_for(pilot, "enter again replaces")
        assert open_audit(listed, "September").cases == before.cases
        await pilot.press("enter")
        seen = await wait_for(pilot, f"{out} was replaced: access to the file is restricted")
    assert "3, 1 used" in seen
    assert "in place of" in seen
    (swap,) = report(listed, "September").draw.replacements
    assert (swap.out_reference, swap.in_reference, swap.note) == (out, into, "Court")


async def test_the_stand_in_is_of_the_same_stratum_and_lost_answers_are_counted(
    make_app: MakeApp, listed: Desk
) -> None:
    design = DesignAsked(kind=DesignKind.STRATIFIED, by="team", size=12, reserve=2)
    plan = DrawPlan("Strata", "crimes", ("SUP",), design, seed="20260901-dice")
    audit = draw_sample(listed, plan)
    scoring = open_scoring(listed, "Strata")
    scoring.go_to_case(12)
    scoring.answer(Answer.MET)
    scoring.answer(Answer.MET)
    case = audit.cases[11]
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("draw", Subject(audit="Strata"))
        await wait_for(pilot, "Drawn and sealed")
        for _ in range(11):
            await pilot.press("j")
        await pilot.press("r")
        seen = await wait_for(pilot, "leaves the sample")
        assert " ".join(seen.split()).count(f"(stratum {case.stratum})") == 2
        assert "This case has 2 answers; they will no longer count." in seen
        await pilot.press("enter", "enter")
        await wait_for(pilot, "was replaced")
    stand_in = open_audit(listed, "Strata").cases[11]
    assert stand_in.stratum == case.stratum
    assert stand_in.reference in seen


async def test_a_finished_sample_says_what_is_next(make_app: MakeApp, draw_audit, desk) -> None:
    draw_audit("Done", size=1)
    scoring = open_scoring(desk, "Done")
    while not scoring.complete:
        scoring.answer(Answer.MET)
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("draw", Subject(audit="Done"))
        seen = await wait_for(pilot, "Drawn and sealed: 1 case, all complete.")
    assert "4 shows the results, 5 exports" in seen
    assert "3 scores them" not in seen


async def test_escape_leaves_a_case_where_it_is(drawn, listed: Desk) -> None:
    before = open_audit(listed, "September").cases
    async with drawn() as pilot:
        await pilot.press("r")
        await wait_for(pilot, "leaves the sample")
        await pilot.press("enter", "escape")
        await wait_for(pilot, "Drawn and sealed")
    assert open_audit(listed, "September").cases == before


async def test_without_a_reserve_nothing_is_replaced(
    make_app: MakeApp, draw_audit: DrawAudit
) -> None:
    draw_audit("September", reserve=0)
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("draw", Subject(audit="September"))
        await wait_for(pilot, "Drawn and sealed")
        await pilot.press("r")
        await wait_for(pilot, "No reserve is left")


async def test_the_certificate_is_written_where_it_is_said(
    drawn, listed: Desk, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exports.certificate import read_certificate

    monkeypatch.chdir(tmp_path)
    async with drawn(WIDE) as pilot:
        await pilot.press("w")
        await wait_for(pilot, "September-certificate.json")
        await pilot.press("enter")
        await wait_for(pilot, "Written:")
        await pilot.press("w")
        await wait_for(pilot, "September-certificate-2.json")
    written = read_certificate(tmp_path / "September-certificate.json")
    assert written.seed == "20260901-dice"


async def test_a_file_that_is_there_is_not_replaced_by_a_certificate(
    drawn, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.json").write_text("mine")
    async with drawn(WIDE) as pilot:
        await pilot.press("w")
        pilot.app.screen.query_one(TextField).value = "mine.json"
        await pilot.press("enter")
        await wait_for(pilot, "is there already, and was not replaced")
    assert (tmp_path / "mine.json").read_text() == "mine"


async def test_a_sealed_sample_is_drawn_again_only_with_a_reason(drawn, listed: Desk) -> None:
    async with drawn() as pilot:
        await pilot.press("a")
        seen = await wait_for(pilot, "> Reason")
        assert "Checklists" not in seen
        await wait_for(pilot, "24/60  11 applicable files")
        await fill(pilot, size="15")
        await pilot.press("enter", "enter")
        assert "say why with Reason" in await wait_for(pilot, "a drawn sample is")
        await fill(pilot, reason="The list was wrong")
        await pilot.press("enter", "enter")
        seen = await wait_for(pilot, "Drawn and sealed: 15 cases")
    assert "2 on this frame" in seen
    assert any("The list was wrong" in str(line) for line in diary(listed, "September"))


async def test_enter_scores_the_case_at_hand(drawn) -> None:
    async with drawn() as pilot:
        await pilot.press("j", "j", "enter")
        await wait_for(pilot, "Case 3 of 40")


async def test_an_audit_that_is_not_there_is_said(make_app: MakeApp, listed: Desk) -> None:
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("draw", Subject(audit="Nobody's"))
        assert "There is no audit named" in await wait_for(pilot, "cannot be opened")
        assert not isinstance(app.screen, DrawScreen)
