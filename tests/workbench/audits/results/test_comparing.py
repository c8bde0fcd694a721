"""Verdicts: the ladder held against the register, in sentences that agree with the rates."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from checklists.answers import Answer
from checklists.baseline_register import baselines
from exports.wording import points
from sampling.baselines import Counts
from sampling.differences import difference_interval
from tests.conftest import DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.proof.diary import diary
from workbench.audits.results.comparing import Comparison, compare_audit
from workbench.audits.results.declaring import fix_comparisons
from workbench.audits.results.rates import rates
from workbench.audits.results.subsamples import (
    LOWER,
    NO_EVIDENCE,
    NOTHING,
    against_rest,
    compare_part,
    part_of_counts,
)
from workbench.audits.reviews.answer_files import import_answers
from workbench.errors import Refused, WorkbenchError

SUPERVISION = "stf22-supervision"
Give = Callable[..., None]


@pytest.fixture
def give(listed: Desk, tmp_path: Path) -> Give:
    """Answer one question of an audit: so many met, so many not met, from the first case on."""

    def answer(audit: OpenAudit, question: str, *, met: int, failed: int) -> None:
        given = [Answer.MET] * met + [Answer.NOT_MET] * failed
        _write(tmp_path / "answers.csv", audit.cases, question, given)
        import_answers(listed, audit.name, tmp_path / "answers.csv", replacing=True)

    return answer


def _write(path: Path, cases: Sequence[AuditCase], question: str, given: Sequence[Answer]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["case", "question", "answer", "note"])
        for case, answer in zip(cases, given, strict=False):
            lines.writerow([case.reference, question, answer.value, "see entry 4"])


def against(desk: Desk, baseline: str = SUPERVISION, **options: object) -> Comparison:
    (found,) = compare_audit(desk, "September", baseline=baseline, **options)  # type: ignore[arg-type]
    return found


def test_an_improvement_is_told_in_the_sentence_of_a_report(
    listed: Desk, draw_audit: DrawAudit, give: Give
) -> None:
    give(draw_audit(size=60), "SUP-12", met=41, failed=19)
    found = against(listed)
    assert found.word == "improved"
    assert found.sentence == (
        "We estimate that 68.3 percent (with a confidence interval of +/- 9.8 percent) of "
        "investigations had effective supervision and direction, compared with 40.0 percent in "
        "PEEL 2021/22: improved."
    )


def test_every_figure_of_the_sentence_is_the_figure_of_the_rates(
    listed: Desk, draw_audit: DrawAudit, give: Give
) -> None:
    give(draw_audit(size=60), "SUP-12", met=37, failed=20)
    line = next(each for each in rates(listed, "September").indicators)
    found = against(listed)
    assert found.line == line
    assert f"{points(line.rate)} percent (with" in found.sentence
    assert f"+/- {points(line.hmicfrs_half_width)} percent" in found.sentence


def test_the_difference_is_newcombes_between_the_two_counts(
    listed: Desk, draw_audit: DrawAudit, give: Give
) -> None:
    give(draw_audit(size=60), "SUP-12", met=33, failed=27)
    verdict = against(listed).verdict
    expected = difference_interval(33, 60, 24, 60)
    assert (verdict.low, verdict.high) == pytest.approx((expected.low, expected.high))


def test_the_baseline_is_no_constant_and_the_first_honest_improvement_is_35_of_60(
    listed: Desk, draw_audit: DrawAudit, give: Give
) -> None:
    audit = draw_audit(size=60)
    give(audit, "SUP-12", met=33, failed=27)
    assert against(listed).word == "cannot tell"
    give(audit, "SUP-12", met=35, failed=25)
    assert against(listed).word == "improved"


def test_where_it_cannot_tell_it_says_how_many_files_would(
    listed: Desk, draw_audit: DrawAudit, give: Give
) -> None:
    give(draw_audit(size=60), "SUP-12", met=33, failed=27)
    found = against(listed)
    assert found.files_to_read == found.verdict.more_files
    assert found.files_to_read is not None
    assert f"{found.files_to_read} more files would tell" in found.reason


def test_where_the_question_applies_to_some_files_only_more_must_be_read(
    listed: Desk, draw_audit: DrawAudit, tmp_path: Path, own_baselines: Path
) -> None:
    audit = draw_audit(size=60)
    closed = [case for case in audit.cases if case.fields["status"] == "closed"]
    answers = [Answer.MET] * 29 + [Answer.NOT_MET] * (len(closed) - 29)
    _write(tmp_path / "a.csv", closed, "SUP-10", answers)
    import_answers(listed, audit.name, tmp_path / "a.csv")
    found = against(listed, "own-3", folder=own_baselines)
    assert found.word == "cannot tell"
    assert found.verdict.more_files is not None
    expected = found.verdict.more_files * 60 / len(closed)
    assert expected <= (found.files_to_read or 0) < expected + 1


def test_where_no_number_can_it_says_so(listed: Desk, draw_audit: DrawAudit, give: Give) -> None:
    give(draw_audit(size=60), "SUP-12", met=30, failed=30)
    found = against(listed)
    assert found.word == "cannot tell"
    assert found.files_to_read is None
    assert "the baseline itself is that uncertain" in found.reason


def test_a_finding_in_words_is_not_comparable_and_no_number_is_made_of_it(
    listed: Desk, draw_audit: DrawAudit, give: Give
) -> None:
    give(draw_audit(size=40), "SUP-03", met=30, failed=10)
    found = against(listed, "stf22-review-words")
    assert found.word == "not comparable"
    assert found.verdict.difference is None
    assert "75.0 percent" in found.sentence
    assert "first measured rate" in found.sentence


def test_a_near_miss_is_not_comparable_and_says_why(listed: Desk, audit: OpenAudit) -> None:
    found = against(listed, "stf22-inv-opps")
    assert found.word == "not comparable"
    assert found.line is None
    assert "SUP-09 is not the same" in found.reason


def test_what_the_audit_does_not_ask_is_not_comparable(listed: Desk, audit: OpenAudit) -> None:
    found = against(listed, "stf22-ss-grounds")
    assert (found.word, found.line) == ("not comparable", None)
    assert "does not ask SS-GROUNDS or SS-01" in found.reason


def test_nothing_read_is_no_rate(listed: Desk, audit: OpenAudit) -> None:
    found = against(listed)
    assert found.word == "cannot tell"
    assert found.sentence.endswith("no applicable case has been read yet: cannot tell.")


def test_all_met_has_both_limits_in_place_of_a_margin(
    listed: Desk, draw_audit: DrawAudit, give: Give
) -> None:
    give(draw_audit(size=30), "SUP-12", met=30, failed=0)
    sentence = against(listed).sentence
    assert sentence.startswith("We estimate that 100.0 percent (with a confidence interval of ")
    assert " to 100.0 percent) of" in sentence


def test_a_census_is_found_and_not_estimated(
    listed: Desk, draw_audit: DrawAudit, give: Give
) -> None:
    give(draw_audit(size=200, reserve=0), "SUP-12", met=150, failed=50)
    assert against(listed).sentence.startswith("We found that 75.0 percent of investigations")


def test_the_caveats_of_the_baseline_and_of_the_reading_go_with_it(
    listed: Desk, draw_audit: DrawAudit, give: Give
) -> None:
    give(draw_audit(size=60), "SUP-12", met=33, failed=17)
    caveats = " ".join(against(listed).caveats)
    assert "ambiguous" in caveats
    assert "10 of our cases are still unanswered" in caveats


def test_by_default_every_baseline_that_fits_is_shown_and_no_other(
    listed: Desk, audit: OpenAudit
) -> None:
    found = [each.baseline.id for each in compare_audit(listed, audit.name)]
    assert found == [SUPERVISION, "stf22-review-words", "stf22-outcome-choice-words"]


def test_an_unknown_baseline_is_refused(listed: Desk, audit: OpenAudit) -> None:
    with pytest.raises(WorkbenchError, match="no baseline 'nonsense'"):
        compare_audit(listed, audit.name, baseline="nonsense")


class TestFixedBeforehand:
    def test_without_a_list_a_verdict_is_exploratory(self, listed: Desk, audit: OpenAudit) -> None:
        (found,) = compare_audit(listed, audit.name, baseline=SUPERVISION)
        assert not found.confirmatory
        assert found.standing.startswith("exploratory")

    def test_a_list_fixed_before_the_reading_is_confirmatory_and_comes_first(
        self, listed: Desk, audit: OpenAudit
    ) -> None:
        fix_comparisons(listed, audit.name, ["STF22-REVIEW-WORDS"])
        first, *others = compare_audit(listed, audit.name)
        assert (first.baseline.id, first.confirmatory) == ("stf22-review-words", True)
        said = diary(listed, audit.name)[-1].sentence
        assert said == "fixed what 'September' will be held against: stf22-review-words"
        assert not any(each.confirmatory for each in others)

    def test_once_the_reading_began_no_list_can_be_fixed(
        self, listed: Desk, audit: OpenAudit, give: Give
    ) -> None:
        fix_comparisons(listed, audit.name, ["stf22-review-words"])
        fix_comparisons(listed, audit.name, [SUPERVISION])
        give(audit, "SUP-01", met=1, failed=0)
        with pytest.raises(Refused, match="has begun"):
            fix_comparisons(listed, audit.name, ["stf22-review-words"])
        assert against(listed).confirmatory

    def test_a_change_that_holds_alone_may_not_hold_among_several(
        self, listed: Desk, draw_audit: DrawAudit, give: Give, own_baselines: Path
    ) -> None:
        audit = draw_audit(size=60)
        ids = [SUPERVISION, "own-1", "own-2"]
        fix_comparisons(listed, audit.name, ids, folder=own_baselines)
        give(audit, "SUP-12", met=35, failed=25)
        first = compare_audit(listed, audit.name, folder=own_baselines)[0]
        assert (first.verdict.word, first.word, first.among) == ("improved", "cannot tell", 3)
        assert "does not hold (Holm)" in first.reason
        assert first.sentence.endswith(": cannot tell.")

    def test_a_list_keeps_the_force_s_own_baselines_as_they_then_read(
        self, listed: Desk, audit: OpenAudit, own_baselines: Path
    ) -> None:
        fix_comparisons(listed, audit.name, ["own-2"], folder=own_baselines)
        file = own_baselines / "baselines" / "peer.yaml"
        file.write_text(OWN.replace("numerator: 30", "numerator: 3"), encoding="utf-8")
        for folder in (None, own_baselines):
            first = compare_audit(listed, audit.name, folder=folder)[0]
            assert first.baseline.both_ways == "30 of 60 held = 30 of 60 missed"

    def test_a_strong_change_holds_among_several(
        self, listed: Desk, draw_audit: DrawAudit, give: Give, own_baselines: Path
    ) -> None:
        audit = draw_audit(size=60)
        fix_comparisons(listed, audit.name, [SUPERVISION, "own-1"], folder=own_baselines)
        give(audit, "SUP-12", met=50, failed=10)
        assert compare_audit(listed, audit.name, folder=own_baselines)[0].word == "improved"


OWN = """\
baselines:
  - {id: own-1, force: Northshire, inspection: Peer review, finding: crimes had an entry,
     kind: counts, polarity: higher, met: with, failed: without, numerator: 30, denominator: 60,
     document: PEEL21, locator: page 1, status: published, measures: [SUP-01]}
  - {id: own-2, force: Northshire, inspection: Peer review, finding: reviews were held,
     kind: counts, polarity: higher, met: held, failed: missed, numerator: 30, denominator: 60,
     document: PEEL21, locator: page 1, status: published, measures: [SUP-03]}
  - {id: own-3, force: Northshire, inspection: Peer review, finding: supervisors took part,
     kind: counts, polarity: higher, met: with, failed: without, numerator: 300, denominator: 600,
     document: PEEL21, locator: page 1, status: published, measures: [SUP-10]}
"""


@pytest.fixture
def own_baselines(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "baselines").mkdir(parents=True)
    (folder / "baselines" / "peer.yaml").write_text(OWN, encoding="utf-8")
    return folder


def test_a_stratified_rate_is_compared_by_its_own_limits(listed: Desk, give: Give) -> None:
    design = DesignAsked(kind=DesignKind.STRATIFIED, size=60, by="team")
    plan = DrawPlan("September", "crimes", ("SUP",), design, seed="20260901-dice")
    audit = draw_sample(listed, plan)
    give(audit, "SUP-12", met=48, failed=12)
    found = against(listed)
    assert found.verdict.method == "mover"
    assert found.line is not None
    assert found.verdict.difference == pytest.approx((found.line.rate or 0) - 0.4)
    assert found.word == "improved"


class TestSubSamples:
    def test_25_of_36_against_the_other_156_of_204_is_no_evidence_at_this_size(self) -> None:
        register = baselines()
        em, other = register["stf22-ss-grounds-em"], register["stf22-ss-grounds-other"]
        assert em.beside == other.id
        found = against_rest(
            part_of_counts("ethnic minorities", em.compliant),
            part_of_counts("others", other.compliant),
        )
        assert found.words == NO_EVIDENCE
        expected = difference_interval(25, 36, 156, 204)
        assert found.difference is not None
        assert found.difference.low == pytest.approx(expected.low)
        assert found.difference.high == pytest.approx(expected.high)
        assert expected.low < 0 < expected.high

    def test_a_difference_that_is_clear_is_said(self) -> None:
        part = part_of_counts("A", Counts(10, 60))
        assert against_rest(part, part_of_counts("rest", Counts(50, 60))).words == LOWER

    def test_a_part_of_an_audit_is_held_against_all_the_rest(
        self, listed: Desk, draw_audit: DrawAudit, give: Give
    ) -> None:
        audit = draw_audit(size=60)
        give(audit, "SUP-12", met=41, failed=19)
        found = compare_part(listed, audit.name, "sup-12", column="team", value="a")
        teams = [case.fields["team"] for case in audit.cases]
        assert found.part.applicable == teams.count("A")
        assert found.rest.applicable == 60 - teams.count("A")
        assert found.part.met == teams[:41].count("A")

    def test_nothing_read_on_one_side_is_said(self, listed: Desk, audit: OpenAudit) -> None:
        found = compare_part(listed, audit.name, "SUP-12", column="team", value="A")
        assert (found.words, found.difference) == (NOTHING, None)

    @pytest.mark.parametrize(
        ("column", "value", "question", "words"),
        [
            ("Colour", "A", "SUP-12", "no column 'Colour'"),
            ("team", "Z", "SUP-12", "No sampled case has the team 'Z'"),
            ("team", "A", "SUP-99", "no question or indicator 'SUP-99'"),
        ],
    )
    def test_what_is_not_there_is_refused_with_what_is(
        self, listed: Desk, audit: OpenAudit, column: str, value: str, question: str, words: str
    ) -> None:
        with pytest.raises(WorkbenchError, match=words):
            compare_part(listed, audit.name, question, column=column, value=value)
