"""What is seen in notes as auditors write them, and what must not be: shorthand is no name."""

from datetime import date
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.audits.privacy.sightings import Kind, Sighting, sightings

TODAY = date(2026, 11, 22)
NAME, PHONE, POSTCODE = Kind.NAME, Kind.PHONE, Kind.POSTCODE
BIRTH, EMAIL, VEHICLE = Kind.BIRTH, Kind.EMAIL, Kind.VEHICLE

CLEAN = [
    "No entry before closure.",
    "Sgt review on day 7, three actions set, none closed.",
    "Sgt Reviewed and Endorsed. Insp not sighted until day 31.",
    "PC 1234 attended at 14:20; DS 567 reviewed on 12/09/2026.",
    "DC to view CCTV by Friday. DI content to file.",
    "THRIVE on the log, not repeated in the OEL.",
    "VCOP: updates every 28 days, none between 03/08/2026 and 14/10/2026.",
    "VPS offered and declined. Victim Contact contract agreed, weekly.",
    "Victim Support and Witness Care Unit informed.",
    "Crime 21/00123/26 cross-referenced to 43CR/00456/26.",
    "Linked to 0012345 and 00099.",
    "Crime number 01234567890 duplicates this one.",
    "Log 07700900123 of 12 September.",
    "Reference 220012345678900012, see PLAN-01 and SUP-12.",
    "See SUP-04, PLAN-11a and VCOP-03.",
    "Reported 12/09/2026, offence between 01/02/1985 and 03/04/1987.",
    "Historic: occurred on 14/06/1992, reported 2026-09-12.",
    "Clare's Law disclosure considered; Sarah's Law not relevant.",
    "Scene at Victoria Road, not visited. House to house in St John Street.",
    "Attended James Paget Hospital and St Mary's School.",
    "SARA and DARA done, DASH medium, MARAC not needed.",
    "PNC, PND, ANPR, NICHE and IDVA checks all made by day 3.",
    "MO differs. ID parade not sought. EDs and IPs unclear.",
    "OIC Updated the plan twice. OIC to chase lab.",
    "Mark as not evidenced until supervisor comments.",
    "Will review again; may need a further 14 days.",
    "Grant of bail recorded, April to June.",
    "NFA outcome 18: no suspect identified, 28 days after report.",
    "Officer safety considered. Offender unknown, male, 25-30, dark clothing.",
    "Suspect interview at Hanley custody, 02:15 hrs, 45 min.",
    "E2 1st review late; S3 2hr response met.",
    "Allocated 09.09.26, first plan 30.09.26 (21 days).",
    "Mr X and Ms Y are how the OIC writes of them.",
    "DR plan missing; MS Teams meeting with CPS noted.",
    "Did miss the golden hour; dr's statement outstanding.",
    "Witness English speaker; victim Polish, interpreter booked.",
    "Preston Crown Court date set. West Midlands colleagues told.",
    "Gold Group action 7 refers: supervision within 24 hours.",
    "3 of 12 lines open: forensics, phone download, bank £4,500.00.",
    "£07700 loss, items 1-14, exhibit ABC/1 to ABC/12.",
    "Op Edward tasking. Operation Elizabeth closed.",
    "Investigation Plan Template used, Section 2 Left Blank.",
    "Not met: Action Fraud referral, Citizens Advice leaflet.",
    "",
]

PERSONAL = [
    ("Victim Jane Doe was not updated.", NAME, "Jane Doe"),
    ("spoke to jane smith, no vps", NAME, "jane smith"),
    ("JANE DOE SEEN AT HOME", NAME, "JANE DOE"),
    ("Mr Khan not called back.", NAME, "Mr Khan"),
    ("mrs begum declined", NAME, "mrs begum"),
    ("Seen by Dr. Patel at A&E.", NAME, "Dr. Patel"),
    ("Mr J Okonjo declined.", NAME, "Mr J Okonjo"),
    ("Doe, Jane is the IP.", NAME, "Doe, Jane"),
    ("Sgt Smith's review is late.", NAME, "Sgt Smith"),
    ("PC Wilkins to obtain CCTV", NAME, "PC Wilkins"),
    ("DC O'Neil never replied", NAME, "DC O'Neil"),
    ("No contact with suspect Atherton since May.", NAME, "Atherton"),
    ("IP Atherton refused.", NAME, "Atherton"),
    ("Mother, Fatima, gave the account.", NAME, "Fatima"),
    ("Mark Atherton is named on the log.", NAME, "Mark Atherton"),
    ("Neighbour Zbigniew Kowalczyk saw it", NAME, "Zbigniew Kowalczyk"),
    ("the suspect is Anne-Marie Hughes", NAME, "Anne-Marie Hughes"),
    ("Sarah said she felt unsafe.", NAME, "Sarah"),
    ("Call back on 07700 900123.", PHONE, "07700 900123"),
    ("call 07700900123 after six", PHONE, "07700900123"),
    ("Mobile:07700-900-123", PHONE, "07700-900-123"),
    ("landline (01632) 960 123", PHONE, "(01632) 960 123"),
    ("020 7946 0123 rang out", PHONE, "020 7946 0123"),
    ("01632 960123 is her work", PHONE, "01632 960123"),
    ("+44 7700 900456 in the plan", PHONE, "+44 7700 900456"),
    ("+44 (0)20 7946 0123", PHONE, "+44 (0)20 7946 0123"),
    ("lives at ST16 2DH", POSTCODE, "ST16 2DH"),
    ("last seen near sw1a 1aa", POSTCODE, "sw1a 1aa"),
    ("M11AE is the scene", POSTCODE, "M11AE"),
    ("DOB 03/04/1987", BIRTH, "03/04/1987"),
    ("d.o.b. 3.4.87, no NI number", BIRTH, "3.4.87"),
    ("born on 3rd April 1987", BIRTH, "3rd April 1987"),
    ("date of birth: 1987-04-03", BIRTH, "1987-04-03"),
    ("Male, 12/03/1961, not interviewed", BIRTH, "12/03/1961"),
    ("statement sent to a.witness@example.org", EMAIL, "a.witness@example.org"),
    ("Seen driving BD51 SMR", VEHICLE, "BD51 SMR"),
    ("VRM AB12CDE on ANPR", VEHICLE, "AB12CDE"),
]


def test_the_table_is_as_long_as_is_promised() -> None:
    assert len(CLEAN) + len(PERSONAL) >= 60
    assert min(len(CLEAN), len(PERSONAL)) >= 30


@pytest.mark.parametrize("note", CLEAN)
def test_nothing_is_seen_in_a_clean_note(note: str) -> None:
    assert sightings(note, today=TODAY) == ()


@pytest.mark.parametrize(("note", "kind", "seen"), PERSONAL)
def test_what_looks_personal_is_seen_where_it_stands(note: str, kind: Kind, seen: str) -> None:
    assert sightings(note, today=TODAY) == (Sighting(kind, seen, note.index(seen)),)


def test_all_that_is_in_a_note_is_seen_in_its_order() -> None:
    note = "Mr Khan (dob 3/4/87) of ST16 2DH on 07700 900123, or k@example.org, drives BD51 SMR"
    kinds = [seen.kind for seen in sightings(note, today=TODAY)]
    assert kinds == [NAME, BIRTH, POSTCODE, PHONE, EMAIL, VEHICLE]


@pytest.mark.parametrize(
    ("written", "is_birth"),
    [("22/11/2016", True), ("22/11/2017", False), ("01/01/1916", True), ("01/01/1915", False)],
)
def test_a_date_alone_is_a_birth_only_where_it_makes_a_likely_age(written, is_birth) -> None:
    assert bool(sightings(f"see {written}", today=TODAY)) is is_birth


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at_and_what_is_seen_stands_in_it(text: str) -> None:
    found = sightings(text, today=TODAY)
    assert all(text[seen.start : seen.end] == seen.text for seen in found)
    ends = [0, *(seen.end for seen in found)]
    assert all(end <= seen.start for end, seen in zip(ends, found, strict=False))


@given(st.sampled_from(CLEAN), st.sampled_from(PERSONAL))
def test_a_clean_sentence_before_it_hides_nothing(before: str, personal) -> None:
    note, kind, seen = personal
    assert Sighting(kind, seen, len(before) + 2 + note.index(seen)) in sightings(
        f"{before}\n\n{note}", today=TODAY
    )


def test_a_note_is_looked_at_in_well_under_a_millisecond() -> None:
    note = f"{CLEAN[6]} {CLEAN[1]} {CLEAN[18]} {CLEAN[20]}"
    assert min(timeit(lambda: sightings(note, today=TODAY), number=1) for _ in range(50)) < 0.001
