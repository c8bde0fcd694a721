"""Redrawing: a changed certificate or list is found, and the finding says what to make of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exports.certificate import write_certificate
from tests.conftest import SEED
from tests.workbench.audits.intake.lists import write_list
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.redrawing import redraw_sample
from workbench.audits.intake.exclusions import Exclusion
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import Profile, profile_from_options
from workbench.audits.opening import OpenAudit
from workbench.audits.populations import import_population
from workbench.audits.results.reporting import certificate_of
from workbench.errors import WorkbenchError

Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture
def stratified(listed: Desk) -> OpenAudit:
    design = DesignAsked(kind=DesignKind.STRATIFIED, by="team", size=9, reserve=1)
    return draw_sample(
        listed, DrawPlan(audit="S", population="crimes", checklists=("SUP",), design=design)
    )


def proof_of(desk: Desk, audit: str, tmp_path: Path, spoil: Spoil = lambda _: None) -> Path:
    """Write the certificate of an audit, changed as a test wants it."""
    mapping = json.loads(json.dumps(certificate_of(desk, audit)))
    spoil(mapping)
    return write_certificate(mapping, tmp_path / "certificate.json")


def differences(desk: Desk, audit: str, tmp_path: Path, spoil: Spoil) -> tuple[str, ...]:
    proof = proof_of(desk, audit, tmp_path, spoil)
    return redraw_sample(proof, tmp_path / "crimes.csv").differences


def test_the_certificate_as_it_was_made_agrees(
    listed: Desk, stratified: OpenAudit, tmp_path: Path
) -> None:
    assert differences(listed, stratified.name, tmp_path, lambda _: None) == ()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda c: c.update(frame_size=3), "the list has 200 cases, the certificate 3"),
        (
            lambda c: c["flow"].update(received=9000),
            "the list has 200 rows received, the certificate 9,000",
        ),
        (lambda c: c["flow"].update(rejected=7), "the list has 0 rows rejected, the certificate 7"),
        (lambda c: c["flow"].update(excluded=7), "the list has 0 rows excluded, the certificate 7"),
        (
            lambda c: c["flow"].update(eligible=7),
            "the list has 200 rows eligible, the certificate 7",
        ),
    ],
)
def test_a_count_that_was_changed_is_named_though_the_cases_agree(
    listed: Desk, audit: OpenAudit, tmp_path: Path, spoil: Spoil, told: str
) -> None:
    assert differences(listed, audit.name, tmp_path, spoil) == (told,)


@pytest.mark.parametrize("kind", ["case", "reserve"])
def test_a_stratum_that_was_changed_is_named(
    listed: Desk, stratified: OpenAudit, tmp_path: Path, kind: str
) -> None:
    def spoil(certificate: dict[str, Any]) -> None:
        certificate[f"{kind}s"][0]["stratum"] = "Z"

    real = certificate_of(listed, stratified.name)
    was = json.loads(json.dumps(real))[f"{kind}s"][0]
    (told,) = differences(listed, stratified.name, tmp_path, spoil)
    assert told == (
        f"{kind} 1, {was['reference']}, is of stratum 'Z' in the certificate; "
        f"the list has stratum {was['stratum']!r}"
    )


def test_a_cluster_stands_where_a_stratum_does(listed: Desk, tmp_path: Path) -> None:
    design = DesignAsked(kind=DesignKind.CLUSTER, by="days_open", clusters=4)
    plan = DrawPlan(audit="C", population="crimes", checklists=("SUP",), design=design, seed=SEED)
    draw_sample(listed, plan)
    assert differences(listed, "C", tmp_path, lambda _: None) == ()


HEADER = ("Ref", "Status")
TWICE = [
    [f"{n:03}", "Open" if row == 0 or n % 2 else "Closed"] for n in range(40) for row in (0, 1)
]
"""Every case stands on two rows; of every other case the second says that it was closed."""


def drawn_from(desk: Desk, tmp_path: Path, profile: Profile, rows: list[list[str]]) -> Path:
    """Draw 5 of the open cases of a list, and write the certificate."""
    import_population(
        desk,
        write_list(tmp_path / "twice.csv", rows, header=HEADER),
        name="twice",
        profile=profile,
        options=ReadingOptions(
            duplicates="first", exclude=(Exclusion("status", "Closed", "closed"),)
        ),
    )
    design = DesignAsked(size=5)
    plan = DrawPlan(audit="T", population="twice", checklists=("SUP",), design=design, seed=SEED)
    draw_sample(desk, plan)
    return proof_of(desk, "T", tmp_path)


def test_the_order_of_rows_is_told_to_matter_where_the_certificate_keeps_the_first(
    desk: Desk, tmp_path: Path
) -> None:
    profile = profile_from_options(reference="Ref", keep=("Status",))
    proof = drawn_from(desk, tmp_path, profile, TWICE)
    assert redraw_sample(proof, tmp_path / "twice.csv").same
    turned = write_list(tmp_path / "turned.csv", TWICE[::-1], header=HEADER)
    outcome = redraw_sample(proof, turned)
    assert "the list has 20 cases, the certificate 40" in outcome.differences
    assert outcome.differences[-1].startswith("20 repeated references have rows that differ")
    assert outcome.differences[-1].endswith("another order of the rows could keep another one.")


@pytest.mark.parametrize("now", ["at the end", "in the middle"])
def test_blank_rows_may_be_moved_to_the_end_and_from_it(
    desk: Desk, tmp_path: Path, now: str
) -> None:
    """A list that is sorted in a spreadsheet ends with its blank rows, where they do not count."""
    cases = [[f"{n:03}", "Open"] for n in range(40)]
    middle, end = [*cases[:9], ["", ""], ["", ""], *cases[9:]], [*cases, ["", ""], ["", ""]]
    before, after = (middle, end) if now == "at the end" else (end, middle)
    profile = profile_from_options(reference="Ref", keep=("Status",))
    proof = drawn_from(desk, tmp_path, profile, before)
    assert redraw_sample(proof, write_list(tmp_path / "now.csv", after, header=HEADER)).same
    certificate = json.loads(proof.read_text("utf-8"))
    certificate["flow"]["received"] += 3
    certificate["flow"]["rejected"] += 3
    write_certificate(certificate, proof)
    assert not redraw_sample(proof, tmp_path / "now.csv").same


def test_a_sample_that_cannot_be_drawn_any_more_is_a_difference(
    listed: Desk, stratified: OpenAudit, tmp_path: Path
) -> None:
    def spoil(certificate: dict[str, Any]) -> None:
        certificate["sizes"]["Z"] = 3

    (told,) = differences(listed, stratified.name, tmp_path, spoil)
    assert told.startswith("the sample of the certificate cannot be drawn from the list: ")
    assert "'Z'" in told


def test_faults_are_told_without_the_options_of_an_import(
    listed: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    file = tmp_path / "crimes.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + text.partition("\n")[2] + ",A,open,3,x\nzz,A,open,3,x\n", "utf-8")
    with pytest.raises(WorkbenchError) as told:
        redraw_sample(proof_of(listed, audit.name, tmp_path), file)
    assert told.value.exit_code == 2
    assert "--" not in str(told.value)
    assert told.value.problem.startswith(
        "The list cannot be read the way the certificate says: IMPORT-015 crimes.csv line 202"
    )
    assert told.value.problem.endswith("; and 198 more.")
    assert "the list that was imported" in told.value.remedy
