"""Profiles: saved mappings, shipped and a force's own, and the columns of a crime register."""

import json
import sys
from subprocess import run

import pytest

from tests.workbench.audits.intake.lists import faults_of, read, refused_with, write_list
from tests.workbench.audits.intake.planted import HEADER
from workbench.audits.intake.profiles import (
    KeptColumn,
    Profile,
    load_profile,
    profile_from_mapping,
    profile_from_options,
    profile_to_mapping,
    profiles,
    save_profile,
)

REGISTER = load_profile("crime-register")
CRIME = dict.fromkeys(HEADER, "") | {
    "Crime Number": "21/00012/22",
    "Recorded Date": "03/04/2022",
    "Offence": "Burglary",
    "Victim Marker": "y",
    "Personal Victim": "No",
    "DA Marker": "TRUE",
    "Vulnerable Marker": "0",
    "Status": "OPEN",
    "Days Open": "12",
    "Officer In Case": "PC 1234",
    "Victim Name": "Jane Doe",
}


def register(tmp_path, *, without=(), **changes):
    crime = CRIME | {name.replace("_", " "): value for name, value in changes.items()}
    header = [name for name in HEADER if name not in without]
    return write_list(tmp_path / "list.csv", [[crime[n] for n in header]], header=header)


def test_the_shipped_profiles():
    assert [profile.name for profile in profiles()] == [
        "crime-register",
        "police-uk-outcomes",
        "police-uk-stop-and-search",
        "police-uk-street",
    ]
    assert all(profile.title for profile in profiles())


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_a_profile_survives_the_certificates_json(profile):
    assert profile_from_mapping(json.loads(json.dumps(profile_to_mapping(profile)))) == profile


def test_a_crime_register_keeps_its_fields_and_drops_the_people(tmp_path):
    intake = read(register(tmp_path), REGISTER)
    kept = {name: intake.frame.column(name)[0] for name in intake.kept_columns}
    assert kept == {
        "recorded_date": "2022-04-03",
        "offence": "Burglary",
        "offence_group": "",
        "team": "",
        "supervisor": "",
        "outcome_type": "",
        "victim": "yes",
        "personal_victim": "no",
        "domestic_abuse": "yes",
        "vulnerable": "no",
        "suspect": "",
        "status": "open",
        "charged": "",
        "attended": "",
        "days_open": "12",
    }
    assert intake.dropped_columns == ("Officer In Case", "Victim Name")
    assert intake.notices == ()


def test_other_columns_of_a_register_may_be_absent_and_are_named(tmp_path):
    intake = read(register(tmp_path, without=("Team", "Charged")), REGISTER)
    assert "team" not in intake.frame.columns
    assert intake.notices == ('The list has no "Team", "Charged": nothing was kept for it.',)


@pytest.mark.parametrize("column", ["Crime Number", "Recorded Date"])
def test_its_reference_and_date_must_be_there(tmp_path, column):
    (fault,) = faults_of(register(tmp_path, without=(column,)), REGISTER)
    assert f'there is no column "{column}"' in fault.problem


def test_a_marker_that_is_none_is_named(tmp_path):
    (fault,) = faults_of(register(tmp_path, Charged="maybe"), REGISTER)
    assert (fault.code, fault.line, fault.column, fault.value) == (
        "IMPORT-028",
        2,
        "Charged",
        "maybe",
    )


def test_a_profile_that_is_not_there_is_refused_with_those_that_are():
    with refused_with('no profile "niche"', "There are: crime-register, police-uk-outcomes"):
        load_profile("niche")


def test_a_force_saves_its_own_profile_which_goes_before_a_shipped_one(tmp_path):
    own = Profile(
        name="crime-register",
        title="Ours",
        reference="Ref: No",
        date=KeptColumn("on", "No", "date", required=True, format="iso"),
        kept=(KeptColumn("yes_no", "Yes", "marker"),),
        duplicates="latest",
    )
    file = save_profile(own, tmp_path / "profiles")
    assert load_profile("crime-register", tmp_path / "profiles") == own
    assert file.read_text(encoding="utf-8").startswith("name: crime-register\n")
    assert load_profile("crime-register") == REGISTER
    assert profiles(tmp_path / "profiles")[0].title == "Ours"
    assert [path.name for path in (tmp_path / "profiles").iterdir()] == ["crime-register.yaml"]


def test_yaml_words_such_as_no_stay_words(tmp_path):
    (tmp_path / "p.yaml").write_text(
        "name: p\ntitle: no\nreference: {column: No}\nkeep:\n  - {field: on_off, column: Off}\n"
    )
    profile = load_profile("p", tmp_path)
    assert (profile.title, profile.reference, profile.kept[0].source) == ("no", "No", "Off")


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("name: p\n", '"reference" must be a mapping'),
        ("name: p\nreference: {}\n", '"column" is missing'),
        ("reference: {column: A}\n", '"name" is missing'),
        ("name: p\nreference: {column: A}\nkeeps: []\n", 'unknown key "keeps"'),
        ("name: p\nreference: {column: A}\nblank: maybe\n", '"blank" cannot be "maybe"'),
        ("name: p\nreference: {column: A}\nkeep: team\n", '"keep" must be a list'),
        ("name: p\nreference: {column: A}\nkeep: [{field: Team, column: T}]\n", '"Team" cannot be'),
        ("name: p\nreference: {column: A}\nkeep: [{field: row, column: T}]\n", '"row" cannot be'),
        ("name: p\nreference: {column: A}\nforce_from_file_name: maybe\n", "must be yes or no"),
        ("name: [p\n", "not readable"),
        ("- p\n", "this is not a mapping"),
    ],
)
def test_what_is_wrong_with_a_profile_is_named(tmp_path, yaml, words):
    (tmp_path / "p.yaml").write_text(yaml)
    with refused_with("IMPORT-031 p.yaml", words):
        load_profile("p", tmp_path)


def test_options_name_the_columns():
    profile = profile_from_options(
        reference="Crime No", date="Rec'd On", keep=["Offence Group", "unit=Team Name"]
    )
    assert profile.reference == "Crime No"
    assert [column.field for column in profile.kept] == ["offence_group", "unit"]
    assert all(column.required for column in profile.kept)
    assert profile.date == KeptColumn("rec_d_on", "Rec'd On", "date", required=True)


def test_options_change_and_add_to_a_saved_profile():
    profile = profile_from_options(reference="URN", keep=["Beat"], over=REGISTER)
    assert profile.reference == "URN"
    assert profile.date == REGISTER.date
    assert profile.fields == (*REGISTER.fields, "beat")
    moved = profile_from_options(keep=["team=Unit"], over=REGISTER)
    assert sorted(moved.fields) == sorted(REGISTER.fields)
    assert moved.kept[-1] == KeptColumn("team", "Unit", required=True)


def test_reading_a_list_needs_neither_yaml_nor_a_spreadsheet_library():
    program = (
        "import sys, workbench.audits.intake.reading, workbench.audits.intake.profiles;"
        "print({'yaml', 'pandas', 'openpyxl', 'python_calamine', 'scipy', 'numpy'}"
        " & set(sys.modules))"
    )
    loaded = run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "set()"


def test_two_columns_cannot_be_kept_under_one_name(tmp_path):
    path = write_list(tmp_path / "list.csv", [("1", "a", "b")], header=("Ref", "Team 1", "Team-1"))
    profile = profile_from_options(reference="Ref", keep=["Team 1", "Team-1"])
    (fault,) = faults_of(path, profile)
    assert fault.problem == 'two columns would be kept as "team_1"'
    renamed = profile_from_options(reference="Ref", keep=["Team 1", "other=Team-1", "Team 1"])
    assert read(path, renamed).kept_columns == ("team_1", "other")


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ("Offence Group", "offence_group"),
        ("Row", "column_row"),
        ("Force", "column_force"),
        ("1st team", "column_1st_team"),
        ("\u00c9quipe", "equipe"),
        ("\u4f4f\u6240", "column_"),
    ],
)
def test_a_field_is_named_after_its_column_but_never_as_one_of_the_programs_own(source, field):
    (column,) = profile_from_options(reference="Ref", keep=[source]).kept
    assert column.field == field.rstrip("_")


def test_a_column_that_is_the_date_already_is_not_kept_twice():
    profile = profile_from_options(reference="Ref", date="Date", keep=["Date", "Team"])
    assert profile.fields == ("date", "team")
