"""What is reported in Northshire, and what is usually so of each offence."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence, how often it is recorded, and in what share of its crimes something is so.

    Attributes:
        weight: Crimes among 1,000 recorded.
        days: Mean days from recording to closure, with a suspect; without one it is a third.
        scene: What the caller reports, as the incident log says it.
    """

    name: str
    group: str
    weight: float
    victim: float
    personal: float
    domestic: float
    vulnerable: float
    suspect: float
    attended: float
    days: int
    scene: tuple[str, ...]


VIOLENCE: Final = "Violence against the person"
THEFT: Final = "Theft"
DAMAGE: Final = "Criminal damage and arson"
ORDER: Final = "Public order"
BURGLARY: Final = "Burglary"
VEHICLE: Final = "Vehicle offences"
ROBBERY: Final = "Robbery"
SEXUAL: Final = "Sexual offences"
DRUGS: Final = "Drug offences"
WEAPONS: Final = "Possession of weapons"
OTHER: Final = "Miscellaneous crimes"

_PUSHED = ("a push during a quarrel", "a slap during an argument", "being shoved and shouted at")
_HURT = ("an assault that left bruising", "a fight in which a wrist was hurt")
_MESSAGES = ("unwanted messages over several weeks", "repeated unwanted calls and visits")
_TAKEN = ("a bag taken from a changing room", "garden tools taken", "a parcel taken")
_SHOP = ("goods taken without payment", "a trolley of goods pushed past the tills")
_BROKEN = ("a window broken", "a garden wall knocked down", "paint over a front door")
_DRUGS = ("cannabis seen by door staff at a bag check",)
_KNIFE = ("a small knife seen by door staff at a bag check",)
_SCRATCHED = ("a car scratched along one side", "a wing mirror knocked off")
_SHOUTED = ("shouting and threats in the street", "abuse shouted at staff")
_ENTERED = ("a rear door forced and rooms searched", "entry by an open window, jewellery gone")
_SHED = ("a shed forced and a bicycle taken", "a store room forced overnight")
_CAR = ("a car entered and searched overnight", "a van missing from where it was parked")
_ROBBED = ("a telephone snatched after a threat", "a purse handed over under threat")
_TOUCH = ("unwanted touching", "an unwanted approach and touching")

OFFENCES: Final = (
    Offence("Assault without injury", VIOLENCE, 118, 1, 1, 0.36, 0.3, 0.8, 0.7, 48, _PUSHED),
    Offence("Assault with injury", VIOLENCE, 82, 1, 1, 0.4, 0.34, 0.8, 0.88, 66, _HURT),
    Offence("Harassment", VIOLENCE, 62, 1, 1, 0.38, 0.4, 0.83, 0.35, 55, _MESSAGES),
    Offence("Stalking", VIOLENCE, 24, 1, 1, 0.62, 0.6, 0.9, 0.5, 80, _MESSAGES),
    Offence("Malicious communications", VIOLENCE, 58, 1, 1, 0.3, 0.3, 0.75, 0.15, 40, _MESSAGES),
    Offence("Controlling or coercive behaviour", VIOLENCE, 12, 1, 1, 1, 0.8, 1, 0.6, 95, _MESSAGES),
    Offence("Shoplifting", THEFT, 124, 1, 0, 0, 0, 0.45, 0.25, 32, _SHOP),
    Offence("Other theft", THEFT, 82, 1, 0.72, 0.03, 0.1, 0.15, 0.2, 35, _TAKEN),
    Offence("Theft from the person", THEFT, 18, 1, 1, 0, 0.14, 0.1, 0.35, 30, _TAKEN),
    Offence("Bicycle theft", THEFT, 16, 1, 0.95, 0, 0.04, 0.05, 0.1, 24, _SHED),
    Offence("Criminal damage to a dwelling", DAMAGE, 40, 1, 0.95, 0.2, 0.2, 0.4, 0.5, 38, _BROKEN),
    Offence(
        "Criminal damage to a vehicle", DAMAGE, 44, 1, 0.9, 0.1, 0.1, 0.25, 0.25, 30, _SCRATCHED
    ),
    Offence("Arson", DAMAGE, 7, 1, 0.5, 0.05, 0.15, 0.25, 0.9, 60, ("a small fire set in a bin",)),
    Offence("Fear of violence", ORDER, 60, 0.95, 0.85, 0.2, 0.2, 0.65, 0.5, 40, _SHOUTED),
    Offence("Harassment, alarm or distress", ORDER, 38, 0.7, 0.6, 0.1, 0.2, 0.6, 0.5, 36, _SHOUTED),
    Offence(
        "Residential burglary of a home", BURGLARY, 40, 1, 1, 0.03, 0.25, 0.2, 0.93, 62, _ENTERED
    ),
    Offence("Residential burglary, unconnected", BURGLARY, 14, 1, 1, 0, 0.15, 0.1, 0.5, 34, _SHED),
    Offence("Business and community burglary", BURGLARY, 18, 1, 0, 0, 0, 0.25, 0.7, 40, _SHED),
    Offence("Theft from a motor vehicle", VEHICLE, 42, 1, 0.85, 0, 0.05, 0.08, 0.15, 26, _CAR),
    Offence("Theft of a motor vehicle", VEHICLE, 26, 1, 0.85, 0.02, 0.06, 0.14, 0.4, 36, _CAR),
    Offence("Robbery of personal property", ROBBERY, 11, 1, 1, 0.02, 0.3, 0.4, 0.96, 78, _ROBBED),
    Offence("Sexual assault", SEXUAL, 16, 1, 1, 0.15, 0.6, 0.75, 0.8, 110, _TOUCH),
    Offence("Possession of drugs", DRUGS, 24, 0, 0, 0, 0, 1, 1, 34, _DRUGS),
    Offence("Possession of a blade", WEAPONS, 9, 0, 0, 0, 0, 1, 1, 46, _KNIFE),
    Offence("Other crimes against society", OTHER, 11, 0.1, 0.1, 0, 0, 0.8, 0.6, 52, _SHOUTED),
)

SERIOUS: Final = frozenset(
    {
        "Stalking",
        "Controlling or coercive behaviour",
        "Residential burglary of a home",
        "Robbery of personal property",
        "Sexual assault",
        "Arson",
    }
)
"""Work for detectives, by the policy of Northshire."""

BY_NAME: Final = {offence.name: offence for offence in OFFENCES}
