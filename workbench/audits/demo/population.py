"""The crimes of Northshire from May to September 2026, as its records system holds them."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import log
from typing import Final

from workbench.audits.demo.chance import Chance
from workbench.audits.demo.offences import OFFENCES, SERIOUS, Offence

FIRST_DAY: Final = date(2026, 5, 1)
"""The records system was new on this day, so its numbers begin at 1."""
DAYS: Final = 153
EXTRACTED: Final = date(2026, 10, 15)
FEWEST: Final = 5_900
MOST: Final = 6_100

RESPONSE: Final = "response"
DETECTIVES: Final = "detectives"
DESK: Final = "desk"


@dataclass(frozen=True, slots=True)
class Team:
    """A team, its area (the first part of its crime numbers), its work and its share of it."""

    name: str
    area: str
    work: str
    share: float


TEAMS: Final = (
    Team("Fellside Response 1", "21", RESPONSE, 13),
    Team("Fellside Response 2", "21", RESPONSE, 8),
    Team("Fellside CID", "21", DETECTIVES, 26),
    Team("Riverside Response 1", "22", RESPONSE, 27),
    Team("Riverside Response 2", "22", RESPONSE, 21),
    Team("Riverside Response 3", "22", RESPONSE, 15),
    Team("Riverside CID", "22", DETECTIVES, 53),
    Team("Resolution Centre", "22", DESK, 100),
    Team("Coast Response", "23", RESPONSE, 16),
    Team("Coast CID", "23", DETECTIVES, 21),
)
TEAM_NAMED: Final = {team.name: team for team in TEAMS}
_BY_WORK: Final = {
    work: tuple((team, team.share) for team in TEAMS if team.work == work)
    for work in (RESPONSE, DETECTIVES, DESK)
}
_OFFENCES: Final = tuple((offence, offence.weight) for offence in OFFENCES)


@dataclass(frozen=True, slots=True)
class Crime:
    """One crime. `markers` and the other fields are as a frame keeps them: yes and no.

    Attributes:
        outcome: The Home Office outcome type, or empty while the investigation is open.
        officer, victim_name: Personal data; the profile drops them. The values are invented.
    """

    reference: str
    recorded: date
    offence: Offence
    team: Team
    supervisor: str
    outcome: str
    markers: Mapping[str, str]
    days_open: int
    officer: str
    victim_name: str

    @property
    def month(self) -> str:
        """The month in which it was recorded: "2026-05"."""
        return f"{self.recorded:%Y-%m}"

    @property
    def fields(self) -> dict[str, str]:
        """The case fields that the `crime-register` profile keeps."""
        return {
            "recorded_date": self.recorded.isoformat(),
            "offence": self.offence.name,
            "offence_group": self.offence.group,
            "team": self.team.name,
            "supervisor": self.supervisor,
            "outcome_type": self.outcome,
            **self.markers,
            "days_open": str(self.days_open),
        }


def crimes(seed: str) -> list[Crime]:
    """Return every crime of the five months, in the order in which they were recorded."""
    chance = Chance(seed, "population")
    days = sorted(_days(chance, chance.between(FEWEST, MOST)))
    number = dict.fromkeys((team.area for team in TEAMS), 0)
    found = []
    for day in days:
        offence = chance.weighted(_OFFENCES)
        team = _team(chance, offence)
        number[team.area] += 1
        reference = f"{team.area}/{number[team.area]:05}/{day:%y}"
        found.append(_crime(chance, reference, day, offence, team))
    return found


def _days(chance: Chance, count: int) -> Iterator[date]:
    """Return days on which crimes were recorded: more in high summer and at weekends."""
    days = [FIRST_DAY + timedelta(days=passed) for passed in range(DAYS)]
    weights = [_weight(day) for day in days]
    marks = list(accumulate(weights))
    for _ in range(count):
        yield days[bisect_right(marks, chance.fraction() * marks[-1])]


def _weight(day: date) -> float:
    summer = {7: 1.12, 8: 1.08}.get(day.month, 1.0)
    return summer * (1.15 if day.isoweekday() >= 6 else 1.0)  # noqa: PLR2004 - Saturday


def _team(chance: Chance, offence: Offence) -> Team:
    if offence.name in SERIOUS:
        work = DETECTIVES if chance.happens(0.85) else RESPONSE
    else:
        to_desk = 0.75 * (1 - offence.attended)
        work = chance.weighted(((DESK, to_desk), (DETECTIVES, 0.06), (RESPONSE, 1 - to_desk)))
    return chance.weighted(_BY_WORK[work])


def _crime(chance: Chance, reference: str, day: date, offence: Offence, team: Team) -> Crime:
    markers = _markers(chance, offence)
    days_open, closed = _days_open(chance, day, offence, suspect=markers["suspect"] == "yes")
    outcome = _outcome(chance, markers) if closed else ""
    return Crime(
        reference=reference,
        recorded=day,
        offence=offence,
        team=team,
        supervisor=_supervisor(chance, team),
        outcome=outcome,
        markers=markers
        | {"status": "closed" if closed else "open", "charged": _marker(outcome == "1")},
        days_open=days_open,
        officer=f"{chance.between(1000, 4999)} Zz Invented",
        victim_name=f"Zz Invented {reference[3:8]}" if markers["victim"] == "yes" else "",
    )


def _markers(chance: Chance, offence: Offence) -> dict[str, str]:
    victim = chance.happens(offence.victim)
    personal = victim and chance.happens(offence.personal / offence.victim)
    domestic = personal and chance.happens(offence.domestic)
    return {
        "victim": _marker(victim),
        "personal_victim": _marker(personal),
        "domestic_abuse": _marker(domestic),
        "vulnerable": _marker(personal and chance.happens(offence.vulnerable)),
        "suspect": _marker(chance.happens(offence.suspect) or domestic),
        "attended": _marker(chance.happens(offence.attended)),
    }


def _marker(value: bool) -> str:  # noqa: FBT001 - it is the value that is written
    return "yes" if value else "no"


def _days_open(chance: Chance, day: date, offence: Offence, *, suspect: bool) -> tuple[int, bool]:
    """Return how long it has been open, and whether it was closed before the extract."""
    mean = offence.days if suspect else offence.days / 3
    wanted = round(-mean * log(1 - chance.fraction()))
    so_far = (EXTRACTED - day).days
    return (wanted, True) if wanted < so_far else (so_far, False)


def _outcome(chance: Chance, markers: Mapping[str, str]) -> str:
    personal = markers["personal_victim"] == "yes"
    if markers["suspect"] == "no":
        return chance.weighted((("18", 84), ("14", 13 * personal), ("20", 2)))
    return chance.weighted(
        (("1", 22), ("3", 3), ("8", 11), ("15", 26), ("16", 40 * personal), ("20", 2))
    )


def _supervisor(chance: Chance, team: Team) -> str:
    """Return a collar number: each team has three to five sergeants."""
    place = TEAMS.index(team)
    return str(2000 + 37 * place + 7 * chance.between(1, 3 + place % 3))
