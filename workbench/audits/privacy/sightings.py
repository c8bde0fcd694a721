r"""What looks like personal data in a text: a warning before it is kept, and never a guarantee.

kind            what is looked for
name            see `names`
phone number    ten or eleven digits in groups as British numbers are written, or + and a country
postcode        a real postcode area, a district, and the two letters and digit that follow
date of birth   a date said to be one, or a full date that makes a person 10 to 110 years old
e-mail address  x@y.z
vehicle         a registration of the kind in use since 2001: AB12 CDE

Nothing here reads a file or knows a screen; it takes some tens of microseconds for a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from workbench.audits.privacy.names import Span, names


class Kind(StrEnum):
    """What something looks like, with its article."""

    EMAIL = "an e-mail address"
    PHONE = "a phone number"
    POSTCODE = "a postcode"
    BIRTH = "a date of birth"
    VEHICLE = "a vehicle registration"
    NAME = "a name"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something in a text that looks personal.

    Attributes:
        kind: What it looks like.
        text: As it is written.
        start: Its first character, counted from 0.
    """

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.start + len(self.text)


YOUNGEST: Final = 10
OLDEST: Final = 110
LOOK_BACK: Final = 40
"""How many characters before a number or a date may say what it is."""

EMAIL: Final = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[a-z]{2,}", re.IGNORECASE)
PHONE: Final = re.compile(
    r"""(?<![\w/.+-])(?:
        \+\d{1,3}[ -]?(?:\(0\)[ -]?)?(?:\d[ -]?){7,11}\d    # +44 7700 900123, +44 (0)20 7946 0123
        | 0044[ -]?(?:\d[ -]?){8,10}\d
        | \(0[12]\d{1,3}\)[ -]?\d{3,4}[ -]?\d{3,4}          # (01632) 960 123
        | 0(?:[12378]\d|5[56])(?:[ -]?\d){7,8}              # 07700 900123, 01632 960123
    )(?![\w/]|-\d)""",
    re.VERBOSE,
)
REFERENCE_BEFORE: Final = re.compile(
    r"\b(?:crime|log|incident|occurrence|cad|urn|ref(?:erence)?|case|file|exhibit|report|niche)"
    r"(?: (?:number|no|ref|reference|id))?\.?[:#]? ?$",
    re.IGNORECASE,
)
"""What goes before digits that are a reference, where they stand in one piece."""
AREAS: Final = """
    AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY
    E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE
    LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL
    SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
    """
"""The letters that postcodes begin with."""
POSTCODE: Final = re.compile(
    rf"(?<![\w/-])(?:{'|'.join(AREAS.split())})\d[A-Z\d]? ?"
    r"\d(?!(?:st|[nr]d|th|[hy]r)\b)[ABD-HJLNP-UW-Z]{2}(?![\w/-])",
    re.IGNORECASE,
)
VEHICLE: Final = re.compile(
    r"(?<![\w/-])(?!(?:PC|DC|DS|PS|CR|SU|PL) )[A-HJ-PR-Y]{2}(?:0[2-9]|[1267]\d|5[1-9]) ?"
    r"[A-HJ-PR-Z]{3}(?![\w/-])"
)
MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE: Final = (
    r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|[nr]d|th)?(?: of)? (?:{MONTHS})[a-z]*,? (?:19|20)?\d{{2}})"
)
SAID_TO_BE_BIRTH: Final = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|born)\b\.?:?(?: on| is| was)?:? ?({DATE})(?!\w)",
    re.IGNORECASE,
)
LONG_AGO: Final = re.compile(rf"(?<![\w/-]){DATE}(?![\w/])", re.IGNORECASE)
YEAR: Final = re.compile(r"(?:19|20)\d{2}")
EVENT_BEFORE: Final = re.compile(
    r"\b(?:reported|occurred|committed|incident|offences?|happened|between|since|from|until|and|to"
    r"|dated|convicted|conviction|arrested|historic(?:al)?)\b[^.;\d]{0,24}$",
    re.IGNORECASE,
)
"""What goes before a date that is one of an event, however long ago."""


def sightings(text: str, *, today: date) -> tuple[Sighting, ...]:
    """Return what looks like personal data in a text, in the order in which it stands there.

    Args:
        text: A note, or a value of a column.
        today: Decides which dates could be those of births.
    """
    found: list[Sighting] = []
    for kind, spans in _spans(text, today):
        for start, end in spans:
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Sighting(kind, text[start:end], start))
    return tuple(sorted(found, key=lambda sighting: sighting.start))


def _spans(text: str, today: date) -> Iterator[tuple[Kind, Iterator[Span]]]:
    """Yield the kinds, the surest first: of two that overlap, the first stands."""
    if "@" in text:
        yield Kind.EMAIL, (found.span() for found in EMAIL.finditer(text))
    if any(map(str.isdigit, text)):
        yield Kind.BIRTH, _births(text, today)
        yield Kind.PHONE, _phones(text)
        yield Kind.POSTCODE, (found.span() for found in POSTCODE.finditer(text))
        yield Kind.VEHICLE, (found.span() for found in VEHICLE.finditer(text))
    yield Kind.NAME, names(text)


def _phones(text: str) -> Iterator[Span]:
    for found in PHONE.finditer(text):
        in_one_piece = found[0].isdigit()
        if not (
            in_one_piece
            and REFERENCE_BEFORE.search(text[max(0, found.start() - LOOK_BACK) : found.start()])
        ):
            yield found.span()


def _births(text: str, today: date) -> Iterator[Span]:
    for found in SAID_TO_BE_BIRTH.finditer(text):
        yield found.span(1)
    for found in LONG_AGO.finditer(text):
        year = YEAR.search(found[0])
        age = today.year - int(year[0]) if year else 0
        is_event = EVENT_BEFORE.search(text[max(0, found.start() - LOOK_BACK) : found.start()])
        if YOUNGEST <= age <= OLDEST and not is_event:
            yield found.span()
