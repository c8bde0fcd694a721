"""What a plan means in reading: files, hours, people and the day on which it is finished."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import typer

from workbench.cli.context import desk_if_there
from workbench.cli.printing import say, say_facts, say_json
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from sampling.planned_sizes import PlannedSize
    from workbench.audits.draws.proving import Learnt, NamedBaseline, Workload


def learnt_share(context: typer.Context, named: "NamedBaseline", given: str | None) -> "Learnt":
    """Return the share of files to which the question applies: as given, or learnt."""
    from workbench.audits.draws.proving import Learnt, learn_share
    from workbench.audits.results.figures import read_percent

    if given is not None:
        return Learnt(read_percent(given), "")
    if not named.measures:
        return Learnt(1.0, "")
    with desk_if_there(context) as maybe:
        return learn_share(maybe, named.measures)


def learnt_minutes(context: typer.Context, given: float | None) -> "Learnt":
    """Return the minutes a file takes: as given, or learnt, or the usual ones."""
    from workbench.audits.draws.proving import Learnt, learn_minutes

    if given is not None:
        return Learnt(given, "")
    with desk_if_there(context) as maybe:
        return learn_minutes(maybe)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, how fast and from when, as it was asked."""

    minutes: "Learnt"
    people: int
    starts: str | None

    def workload(self, files: int) -> "Workload":
        """Return what so many files mean."""
        from workbench.audits.draws.proving import plan_reading

        return plan_reading(
            files, minutes=self.minutes.value, people=self.people, starts=_first_day(self.starts)
        )


def _first_day(text: str | None) -> date:
    try:
        return datetime.now(UTC).astimezone().date() if text is None else date.fromisoformat(text)
    except ValueError:
        raise WorkbenchError(f"{text!r} is not a date.", "Write it as 2026-11-02.") from None


def say_size(
    size: "PlannedSize", reading: Reading, *, as_json: bool, share: "Learnt | None" = None
) -> None:
    """Print the files of a plan with what they mean in reading, or that no number can."""
    work = None if size.files is None else reading.workload(size.files)
    if as_json:
        facts: dict[str, object] = {
            "files": size.files,
            "applicable": size.applicable,
            "reason": size.reason,
        }
        if work is not None:
            facts |= {
                "minutes": work.minutes,
                "hours": work.hours,
                "people": work.people,
                "finishes": work.finishes.isoformat(),
            }
        say_json(facts)
        return
    if work is None:
        say(f"No number of files can. {size.reason}")
        return
    say(f"{work.files:,} files. {size.reason}")
    _say_work(work, reading.minutes.source, share.source if share is not None else "")


def _say_work(work: "Workload", minutes_source: str, share_source: str) -> None:
    from workbench.audits.draws.proving import HOURS_A_DAY

    timed = f" ({minutes_source})" if minutes_source else ""
    each = f"{work.files_each:,} files"
    if work.people > 1:
        each = f"{each} and {work.hours_each:,.0f} hours for {work.people} people"
    facts = {
        "applies to": share_source,
        "reading": f"{work.hours:,.0f} hours at {work.minutes:.3g} minutes a file{timed}",
        "each": each,
        "finished": f"{work.finishes.day} {work.finishes:%B %Y}, after {work.working_days} working "
        f"{'day' if work.working_days == 1 else 'days'} of {HOURS_A_DAY:g} hours",
    }
    say_facts({name: fact for name, fact in facts.items() if fact})
