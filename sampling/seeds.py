"""The seed of a draw: how it is checked, and how one is made."""

import re
from random import SystemRandom
from typing import Final

from sampling.errors import SamplingError

ALLOWED_SEED: Final = re.compile(r"[0-9A-Za-z._-]{8,64}", re.ASCII)
MADE_SEED_DIGITS: Final = 20


def check_seed(seed: str) -> str:
    """Return the seed unchanged, or refuse it.

    A seed is text: `00000007` and `7` are different, and nothing is trimmed or converted.

    Raises:
        SamplingError: The seed is not 8 to 64 characters of `0-9 A-Z a-z . _ -`.
    """
    if not ALLOWED_SEED.fullmatch(seed):
        raise SamplingError(
            "this seed cannot be used",
            given=seed,
            expected="8 to 64 characters of 0-9 A-Z a-z . _ -",
            hint="Type what the dice or the lottery gave, with leading zeros to reach 8.",
        )
    return seed


def make_seed() -> str:
    """Return 20 decimal digits from the operating system's source of randomness."""
    chance = SystemRandom()
    return "".join(chance.choice("0123456789") for _ in range(MADE_SEED_DIGITS))
