from datetime import date

import pytest

from tests.workbench.audits.intake.planted import FAULTS, ROWS, write_planted
from workbench.audits.intake.faults import IntakeFaults
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import load_profile
from workbench.audits.intake.reading import read_list


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    path = tmp_path_factory.mktemp("planted") / "register.csv"
    planted = write_planted(path)
    with pytest.raises(IntakeFaults) as caught:
        read_list(path, load_profile("crime-register"), ReadingOptions(today=date(2023, 1, 1)))
    return planted, caught.value


def test_all_30_planted_faults_and_only_those_are_reported_each_on_its_line(refused):
    planted, faults = refused
    assert ROWS == 12_000
    assert len(planted) == len(FAULTS) == 30
    assert [(f.line, f.code) for f in faults.faults] == [(p.line, p.code) for p in planted]
    assert faults.total == 30


def test_every_message_is_one_line_that_names_the_file_the_line_and_a_remedy(refused):
    _, faults = refused
    for fault in faults.faults:
        message = str(fault)
        assert message.startswith(f"{fault.code} register.csv line {fault.line}")
        assert message.isprintable()
        assert len(message) < 400
        assert fault.remedy.endswith((".", "accept.", "text."))
    assert faults.exit_code == 2


def test_a_message_has_the_shape_code_place_problem_remedy(refused):
    _, faults = refused
    assert str(faults.faults[0]) == (
        'IMPORT-014 register.csv line 180 (record 150), column "Crime Number": empty reference. '
        "Fill it in, or leave such rows out with --blank reject (they are counted)."
    )


def test_line_breaks_inside_values_do_not_shift_the_lines(refused):
    _, faults = refused
    last = faults.faults[-1]
    assert last.line > last.record + 1_000
