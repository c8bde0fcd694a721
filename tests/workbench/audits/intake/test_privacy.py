import pytest

from tests.workbench.audits.intake.lists import read, write_list
from workbench.audits.intake.profiles import profile_from_options


def warnings(tmp_path, header, *values):
    rows = [(f"r{number}", value) for number, value in enumerate(values)]
    path = write_list(tmp_path / "list.csv", rows, header=("Ref", header))
    return read(path, profile_from_options(reference="Ref", keep=[f"kept={header}"])).notices


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Victim Name", "names of people"),
        ("victim_name", "names of people"),
        ("Suspect's Surname", "names of people"),
        ("OIC", "names of people"),
        ("D.O.B", "dates of birth"),
        ("Date of Birth", "dates of birth"),
        ("Home phone", "telephone numbers"),
        ("Mobile", "telephone numbers"),
        ("Postcode", "postcodes"),
        ("E-mail", "addresses"),
    ],
)
def test_a_header_that_names_people_is_warned_about(tmp_path, header, what):
    (warning,) = warnings(tmp_path, header, "x", "y")
    assert f'The column "{header}", kept as kept, looks like {what}' in warning


@pytest.mark.parametrize(
    ("values", "what"),
    [
        (("Jane Doe", "David O'Neil", "x"), "names of people"),
        (("Mr Khan", "Mrs Begum"), "names of people"),
        (("Doe, Jane", "SMITH, John Paul"), "names of people"),
        (("07700 900123", "+44 7700 900456"), "telephone numbers"),
        (("ST16 2DH", "st1 1aa, Stoke".upper()[:7]), "postcodes"),
        (("1 High Street, ST16 2DH", "2 High Street ST16 2DJ"), "postcodes"),
        (("a@example.org", "b@example.org"), "addresses"),
        (("01/02/1980", "1975-03-04"), "dates of birth"),
    ],
)
def test_values_that_look_like_people_are_warned_about_without_being_shown(tmp_path, values, what):
    (warning,) = warnings(tmp_path, "Remarks", *values)
    assert f"looks like {what}" in warning
    assert not any(value in warning for value in values)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("LSOA name", ("Camden 028B", "City of London 001A")),
        ("Offence name", ("Theft from person", "Burglary, dwelling")),
        ("Supervisor", ("S104", "S117")),
        ("Team", ("St John Street", "Charlotte Square")),
        ("Days open", ("1980", "1975")),
        ("Reviewed", ("01/02/2022", "2022-03-04")),
        ("Beat", ("A12", "ST16")),
        ("Log number", ("20220103-0012", "20220103-0013")),
    ],
)
def test_what_audits_need_raises_no_warning(tmp_path, header, values):
    assert warnings(tmp_path, header, *values) == ()
