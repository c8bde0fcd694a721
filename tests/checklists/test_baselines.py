"""The register of baselines: nothing invented, nothing backwards, and every fault with its line."""

import csv
import re
from collections import Counter
from decimal import Decimal

import pytest

from checklists.baseline_reading import parse_baselines
from checklists.baseline_register import all_baselines, baselines
from checklists.baselines import BaselineKind, BaselineStatus, Polarity
from checklists.faults import ChecklistFaults, FaultList
from sampling.baselines import Counts, PlusMinus, Target, Words

EXAMPLE = """\
documents:
  - {id: D1, title: A report, published: "2022"}
baselines:
  - id: b1
    force: Northshire
    inspection: PEEL
    finding: plans were made
    kind: counts
    polarity: lower
    met: made
    failed: not made
    numerator: 19
    denominator: 70
    document: D1
    locator: page 3
    status: published
    measures: [PLAN-01]
    near_misses:
      - ids: [PLAN-02]
        reason: It asks whether they were early.
"""


def read(text):
    return parse_baselines(text, FaultList("own.yaml"))


@pytest.mark.parametrize(
    ("baseline_id", "met", "read"),
    [
        ("stf22-supervision", 24, 60),
        ("stf22-inv-opps", 51, 70),
        ("stf22-caution-unsuitable", 8, 18),
        ("stf22-caution-views", 7, 18),
        ("stf22-asb-recorded", 3, 23),
        ("stf22-ss-grounds", 181, 240),
        ("stf22-ss-grounds-em", 25, 36),
        ("stf22-late-week", 52, 429),
    ],
)
def test_the_counted_findings_of_2021_22_are_compared_by_what_complied(baseline_id, met, read):
    assert baselines()[baseline_id].compliant == Counts(met, read)


def test_a_figure_that_counts_failures_is_shown_both_ways():
    assert baselines()["stf22-inv-opps"].both_ways == "19 of 70 not completed = 51 of 70 completed"
    assert baselines()["stf22-asb-recorded"].both_ways == "3 of 23 recorded = 20 of 23 not recorded"
    declined = baselines()["stf24-dash-declined"]
    assert declined.both_ways == "38% declined = 62% took part"
    assert declined.rate == 0.62


@pytest.mark.parametrize(
    "baseline",
    [b for b in baselines().values() if b.kind is BaselineKind.WORDS],
    ids=lambda baseline: baseline.id,
)
def test_a_finding_in_words_has_no_number(baseline):
    assert isinstance(baseline.compliant, Words)
    assert baseline.rate is None
    assert not re.search(r"\d", baseline.said + baseline.both_ways)
    figures = (baseline.numerator, baseline.denominator, baseline.percent, baseline.half_width)
    assert figures == (None,) * 4
    assert "first measured rate" in baseline.why_not


def test_each_kind_compares_as_what_was_published_and_no_more():
    kinds = {kind: set() for kind in BaselineKind}
    for baseline in baselines().values():
        kinds[baseline.kind].add(type(baseline.compliant))
    assert kinds[BaselineKind.PLUS_MINUS] == {PlusMinus}
    assert kinds[BaselineKind.STANDARD] == {Target}
    for kind in (BaselineKind.PERCENTAGE, BaselineKind.SAMPLE_SIZE, BaselineKind.AMOUNT):
        assert kinds[kind] == {Words}


def test_what_cannot_be_compared_says_why():
    for baseline in baselines().values():
        assert bool(baseline.why_not) == isinstance(baseline.compliant, Words), baseline.id


def test_a_count_where_more_is_neither_better_nor_worse_is_not_compared():
    orders = baselines()["stf18-shpo"]
    assert orders.polarity is Polarity.NEITHER
    assert isinstance(orders.compliant, Words)
    assert "neither better nor worse" in orders.why_not


@pytest.mark.parametrize("baseline", list(baselines().values()), ids=lambda baseline: baseline.id)
def test_every_baseline_says_where_it_is_written_and_what_it_may_not_be_held_against(baseline):
    assert baseline.document.title
    assert baseline.locator
    assert not baseline.finding.endswith(".")
    for near in baseline.near_misses:
        assert near.reason.endswith(".")
        assert not set(near.ids) & set(baseline.measures)


def test_the_doubtful_ones_say_so():
    notes = {name: " ".join(baseline.notes) for name, baseline in baselines().items()}
    assert "ambiguous" in notes["stf22-supervision"]
    assert "inferred" in notes["stf22-ss-grounds"]
    assert baselines()["stf22-ss-grounds"].status is BaselineStatus.COMPUTED
    assert baselines()["stf22-ss-grounds-other"].status is BaselineStatus.DERIVED
    for name, note in notes.items():
        if "cdi" in name and baselines()[name].kind is BaselineKind.PLUS_MINUS:
            assert "no number of cases" in note, name


def test_a_baseline_seen_in_an_excerpt_says_so():
    assert "excerpt" in baselines()["dyf21-cdi-all"].notes[0]
    assert not any("excerpt" in note for note in baselines()["stf22-supervision"].notes)


def test_a_near_miss_says_why_it_may_not_be_compared():
    supervision = baselines()["stf22-supervision"]
    assert supervision.why_not_with("SUP-12") == ""
    assert "less than effective" in supervision.why_not_with("SUP-01")
    assert supervision.why_not_with("VCOP-01") == "VCOP-01 asks about something else."


def test_what_a_baseline_names_is_in_the_library():
    from checklists.library import library

    known = {each.id for checklist in library().values() for each in checklist.questions} | {
        each.id for checklist in library().values() for each in checklist.indicators
    }
    for baseline in baselines().values():
        named = {*baseline.measures, *(each for near in baseline.near_misses for each in near.ids)}
        assert named <= known, (baseline.id, named - known)
        assert not baseline.beside or baseline.beside in baselines()


def test_the_register_agrees_with_the_list_it_was_made_from(domain_folder):
    with (domain_folder / "baselines.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert len(rows) == 57
    added = [baseline for name, baseline in baselines().items() if name not in rows]
    assert {baseline.kind for baseline in added} == {BaselineKind.WORDS}
    for name, row in rows.items():
        baseline = baselines()[name]
        assert (baseline.force, baseline.inspection) == (row["force"], row["inspection"]), name
        assert (row["polarity"] or "neither") == baseline.polarity, name
        assert row["period_start"] == str(baseline.period_start or ""), name
        assert row["ci_half_width_pp"] == str(baseline.half_width or ""), name
        assert (row["numerator"], row["denominator"]) == _counted(baseline), name
        if row["estimate_pct"]:
            assert _percent(baseline) == pytest.approx(float(row["estimate_pct"]), abs=0.06), name


def _counted(baseline):
    """The list keeps a sample size, and a number that is no share, in the first column."""
    if baseline.kind is BaselineKind.SAMPLE_SIZE:
        return str(baseline.denominator), ""
    first = baseline.amount if baseline.kind is BaselineKind.AMOUNT else baseline.numerator
    return str(first or ""), str(baseline.denominator or "")


def _percent(baseline):
    if baseline.percent is not None:
        return float(baseline.percent)
    return 100 * baseline.numerator / baseline.denominator


def test_a_force_adds_its_own_in_its_folder(tmp_path):
    own = tmp_path / "baselines"
    own.mkdir()
    (own / "northshire.yaml").write_text(EXAMPLE, encoding="utf-8")
    added = all_baselines(tmp_path)["b1"]
    assert added.both_ways == "19 of 70 not made = 51 of 70 made"
    assert len(all_baselines(tmp_path)) == len(baselines()) + 1
    assert "b1" not in all_baselines(None)


def test_an_own_baseline_may_come_from_a_document_of_the_register(tmp_path):
    own = tmp_path / "baselines"
    own.mkdir()
    text = EXAMPLE[EXAMPLE.index("baselines:") :].replace("document: D1", "document: PEEL21")
    (own / "a.yaml").write_text(text, encoding="utf-8")
    assert all_baselines(tmp_path)["b1"].document.title.startswith("HMICFRS PEEL 2021/22")


def test_an_own_baseline_may_not_take_an_id_of_the_register(tmp_path):
    own = tmp_path / "baselines"
    own.mkdir()
    (own / "a.yaml").write_text(EXAMPLE.replace("id: b1", "id: std-999"), encoding="utf-8")
    with pytest.raises(ChecklistFaults, match=r"std-999 already. Give it another id"):
        all_baselines(tmp_path)


def test_ids_stand_once_and_each_kind_is_there():
    assert len(baselines()) == 74
    assert set(Counter(b.kind for b in baselines().values())) == set(BaselineKind)
    assert read(EXAMPLE)["b1"].percent is None
    percent = EXAMPLE.replace("kind: counts", "kind: percentage")
    percent = percent.replace("    numerator: 19\n    denominator: 70", "    percent: 88.40")
    assert read(percent)["b1"].percent == Decimal("88.40")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "problem"),
    [
        ("document: D1", "document: D9", 14, "no document `D9`"),
        ("kind: counts", "kind: count", 8, "`count` is no kind"),
        ("kind: counts", "kind: words", 12, "the kind words has no `numerator`"),
        ("kind: counts", "kind: words", 8, "words without `words`"),
        ("    numerator: 19\n", "", 8, "counts without `numerator`"),
        ("polarity: lower", "polarity: down", 9, "`down` is no polarity"),
        ("    failed: not made\n", "", 9, "there is no `failed`"),
        ("numerator: 19", "numerator: nineteen", 12, "`nineteen` is not a whole number"),
        ("numerator: 19", "numerator: 71", 12, "71 of 70 is not a share"),
        ("numerator: 19", "numerator: 19\n    percent: 271", 13, "`271` is not a percentage"),
        ("status: published", "status: sure", 16, "`sure` is no status"),
        ("locator: page 3", "locater: page 3", 15, "unknown key `locater`"),
        ("ids: [PLAN-02]", "ids: [PLAN-01]", 17, "both measured and a near miss"),
        ("status: published", "status: published\n    period_start: 2022", 17, "not a date"),
    ],
)
def test_a_fault_is_named_with_its_line(right, wrong, line, problem):
    with pytest.raises(ChecklistFaults) as caught:
        read(EXAMPLE.replace(right, wrong, 1))
    assert line in [fault.line for fault in caught.value.faults if problem in fault.problem]
