"""Numbers as they are given: whole numbers, shares and counts, refused with a reason when wrong."""

import math
from numbers import Integral, Real

from sampling.errors import SamplingError


def check_whole_number(
    what: str, value: object, *, at_least: int = 0, at_most: int | None = None
) -> int:
    """Return the value as a whole number.

    Args:
        what: The quantity in the user's words, as "the sample size".
        value: What was given; a fraction, a yes/no and text are refused, never rounded.
        at_least: The smallest value that makes sense.
        at_most: The largest, where there is one.

    Raises:
        SamplingError: It is not a whole number, or lies outside the limits.
    """
    upper = math.inf if at_most is None else at_most
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not whole or not at_least <= int(value) <= upper:  # type: ignore[call-overload] # Integral
        limit = f"{at_least} or more" if at_most is None else f"from {at_least} to {at_most}"
        raise SamplingError(
            f"{what} cannot be used",
            given=value,
            expected=f"a whole number, {limit}",
            hint="Give a count of cases, not a share or a percentage.",
        )
    return int(value)  # type: ignore[call-overload, no-any-return] # checked above


def check_share(what: str, value: object, *, open_ends: bool = False) -> float:
    """Return the value as a share of 1.

    Args:
        what: The quantity in the user's words, as "the confidence".
        value: What was given.
        open_ends: Refuse 0 and 1 themselves.

    Raises:
        SamplingError: It is not a number from 0 to 1.
    """
    number = isinstance(value, Real) and not isinstance(value, bool)
    share = float(value) if number else math.nan  # type: ignore[arg-type] # Real has __float__
    inside = 0 < share < 1 if open_ends else 0 <= share <= 1
    if not inside:
        raise SamplingError(
            f"{what} cannot be used",
            given=value,
            expected="a number between 0 and 1" + (", not 0 or 1 itself" if open_ends else ""),
            hint="Write 95% as 0.95.",
        )
    return share


def check_count(what: str, successes: object, n: object) -> tuple[int, int]:
    """Return `successes` of `n` as whole numbers, n at least 1.

    Raises:
        SamplingError: Either is not a whole number, n is 0, or there are more successes than n.
    """
    whole_n = check_whole_number(f"the number of cases ({what})", n, at_least=1)
    whole_x = check_whole_number(f"the number that complied ({what})", successes, at_most=whole_n)
    return whole_x, whole_n
