"""What a user may choose at an import beside the profile, and how it is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from workbench.audits.intake.exclusions import DrawnBefore, Exclusion, Period
from workbench.audits.intake.faults import FaultCode, FaultLog


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Choices for one list; each None leaves it to the profile or to the file.

    Attributes:
        encoding: The encoding of a text file.
        sheet: The sheet of a workbook.
        blank: refuse or reject rows without a reference.
        duplicates: refuse, or keep the first or the latest of a repeated reference.
        date_format: day-first, month-first, iso or month.
        exclude: Rows to leave out, with reasons.
        period: The first and the last day of the population.
        drawn_before: Cases to leave out because earlier audits drew them.
        numeric_references: refuse or accept numbers in the reference column of a workbook.
        today: The day of the import; dates more than a day later are faults.
    """

    encoding: str | None = None
    sheet: str | None = None
    blank: str | None = None
    duplicates: str | None = None
    date_format: str | None = None
    exclude: tuple[Exclusion, ...] = ()
    period: Period | None = None
    drawn_before: tuple[DrawnBefore, ...] = ()
    numeric_references: str = "refuse"
    today: date | None = None


def options_to_mapping(options: ReadingOptions) -> dict[str, object]:
    """Return what a certificate says of the options: all that reading the list again needs.

    The policies and the date formats are not here: they are in the profile as it took effect.
    """
    period = options.period and [day.isoformat() for day in options.period]
    return {
        "encoding": options.encoding,
        "sheet": options.sheet,
        "exclude": [asdict(exclusion) for exclusion in options.exclude],
        "period": period,
        "drawn_before": [asdict(before) for before in options.drawn_before],
        "numeric_references": options.numeric_references,
    }


def options_from_mapping(mapping: Mapping[str, object], *, file: str = "options") -> ReadingOptions:
    """Return the options that a certificate carries.

    Raises:
        IntakeFaults: They are not what `options_to_mapping` gives.
    """
    try:
        return ReadingOptions(
            encoding=_text(mapping.get("encoding")),
            sheet=_text(mapping.get("sheet")),
            exclude=tuple(_exclusion(item) for item in _items(mapping.get("exclude"))),
            period=_period(mapping.get("period")),
            drawn_before=tuple(map(_drawn_before, _items(mapping.get("drawn_before")))),
            numeric_references=_text(mapping.get("numeric_references")) or "refuse",
        )
    except (TypeError, ValueError, KeyError) as error:
        problem = "the options by which the list was read cannot be understood"
        log = FaultLog(file)
        raise log.refuse(
            FaultCode.PROFILE, problem, "Use the certificate as it was made."
        ) from error


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError


def _items(value: object) -> Sequence[object]:
    if value is None:
        return ()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value
    raise TypeError


def _exclusion(item: object) -> Exclusion:
    if not isinstance(item, Mapping):
        raise TypeError
    return Exclusion(field=str(item["field"]), value=str(item["value"]), reason=str(item["reason"]))


def _drawn_before(item: object) -> DrawnBefore:
    if not isinstance(item, Mapping):
        raise TypeError
    references = _items(item["references"])
    return DrawnBefore(audit=str(item["audit"]), references=tuple(map(str, references)))


def _period(value: object) -> Period | None:
    if value is None:
        return None
    first, last = (date.fromisoformat(str(day)) for day in _items(value))
    return first, last
