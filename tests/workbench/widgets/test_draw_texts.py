"""A draw in words: what it would show, and what was drawn."""

from dataclasses import replace

import pytest

from exports.report import Replacement, Report
from tests.exports.reports import NOON, small_report
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.planning import DrawnFrom, foresee
from workbench.widgets.drawn_rows import certificate_lines, drawn_rows, reserves_left
from workbench.widgets.export_form import file_name
from workbench.widgets.foresight_text import chance_words, foresight_lines, hours_words
from workbench.widgets.preview_text import preview_lines, rows_words


def with_a_stand_in(reference: str | None = None) -> Report:
    """Return a report of which the first case, or a reserve, stands in for another."""
    report = small_report()
    swap = Replacement(
        out_reference="99/1/26",
        in_reference=reference or report.cases[0].reference,
        reason="the file cannot be found",
        note="",
        at=NOON,
        by="pat",
    )
    return replace(report, draw=replace(report.draw, replacements=(swap,)))


TEAMS = DrawnFrom(size=1000, groups={"North": 600, "South": 396, "": 4})


def foresight(**asked: object) -> str:
    return "\n".join(foresight_lines(foresee(DesignAsked(**asked), TEAMS, minutes=14)))  # type: ignore[arg-type]


def test_the_table_says_how_many_how_precise_how_likely_and_how_long() -> None:
    said = foresight(size=60)
    assert "60 of 1,000 cases (6.0%), about 14 hours of reading" in said
    assert "If this share complies     50%     70%     90%" in said
    assert "95% sure to within       ±11.9   ±11.0    ±7.5 points" in said
    assert "at least one is seen       46%     71%     96%    >99%" in said


def test_every_line_of_the_table_fits_58_cells() -> None:
    said = foresight(kind=DesignKind.STRATIFIED, by="team", size=60)
    assert max(map(len, said.splitlines())) <= 58


def test_each_group_has_what_it_holds_what_is_read_and_what_that_shows() -> None:
    lines = foresight(kind=DesignKind.STRATIFIED, by="team", size=60, minimum=4).splitlines()
    assert [line.split() for line in lines[-3:]] == [
        ["(blank)", "4", "4", "census,", "no", "sampling", "error"],
        ["North", "600", "34", "±14.4"],
        ["South", "396", "22", "±17.5"],
    ]


def test_a_census_is_called_one_and_has_no_half_widths() -> None:
    said = foresight(size=1000)
    assert "census, no sampling error" in said
    assert "±" not in said


def test_of_clusters_no_precision_is_promised() -> None:
    said = foresight(kind=DesignKind.CLUSTER, by="team", clusters=2)
    assert "about 667 of 1,000" in said
    assert "No precision can be foretold" in said


@pytest.mark.parametrize(
    ("chance", "words"), [(0.004, "0%"), (0.46, "46%"), (0.995, ">99%"), (1.0, "100%")]
)
def test_a_chance_is_never_rounded_to_certainty(chance: float, words: str) -> None:
    assert chance_words(chance) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.1, "about 0.5 hours"), (1.1, "about 1 hour"), (14.3, "about 14.5 hours")],
)
def test_hours_are_told_to_the_half(hours: float, words: str) -> None:
    assert hours_words(hours) == words


def test_the_certificate_names_sample_design_seed_frame_draws_and_reserve() -> None:
    report = small_report()
    said = "\n".join(certificate_lines(report, 76))
    for words in ("12 of 4,658 cases", report.draw.seed, report.population.frame_fingerprint):
        assert words in said
    assert [line.split()[0] for line in said.splitlines() if line[:1].strip()] == [
        *("Sample", "Design", "Seed", "Frame", "Draws", "Reserve")
    ]


def test_a_stand_in_says_whose_place_it_takes_and_why() -> None:
    report = with_a_stand_in()
    (first, *_) = (row for row in drawn_rows(report, 116) if row.key is not None)
    assert "in place of 99/1/26: the file cannot be found" in " ".join(first.text.split())


def test_reserves_that_are_left_stand_at_the_end_and_used_ones_do_not() -> None:
    report = small_report()
    first, second = (case.reference for case in report.draw.reserves)
    rows = drawn_rows(report, 76)
    assert [row.text.split()[0] for row in rows[-2:]] == [first, second]
    assert reserves_left(with_a_stand_in(first)) == [second]


def test_a_preview_counts_rows_and_names_the_marking() -> None:
    from exports.previews import PartPreview

    said = "\n".join(preview_lines(small_report(), [PartPreview("Cases", 17)]))
    assert "Cases  17 rows" in said
    assert "OFFICIAL-SENSITIVE" in said
    assert rows_words(1) == "1 row"


@pytest.mark.parametrize(
    ("audit", "name"),
    [("Supervision, September", "Supervision-September"), ("../x", "x"), ("...", "audit")],
)
def test_an_audit_gives_a_file_a_safe_name(audit: str, name: str) -> None:
    assert file_name(audit) == name
