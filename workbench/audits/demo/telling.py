"""Telling a case: the phrase for each true answer, in dated entries, set out as a file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from checklists.answers import Answer
from workbench.audits.demo.chance import Chance
from workbench.audits.demo.facts import YES, days_open
from workbench.audits.demo.phrases import contact, evidence, plan, supervision, victim
from workbench.audits.demo.phrases.wording import Phrases
from workbench.audits.demo.truth import TrueCase
from workbench.audits.demo.words import words_of

WIDTH: Final = 76
"""Columns, so that a file needs no second wrapping in a terminal of 80."""
INDENT: Final = "    "
PHRASES: Final[Phrases] = {
    **contact.PHRASES,
    **plan.PHRASES,
    **supervision.PHRASES,
    **victim.PHRASES,
    **evidence.PHRASES,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a file; with the question and the answer they tell, if they tell one.

    Empty text is silence: for this question the file says nothing.
    """

    text: str
    question: str = ""
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wrote at one moment.

    Attributes:
        day: Counted from 0 when the crime was recorded.
        minute: Of that day.
    """

    day: int
    minute: int
    author: str
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The words of the entry; empty if all of it is silence."""
        return " ".join(passage.text for passage in self.passages if passage.text)


class Teller:
    """Finds the words for one case. Asked in the same order it always says the same."""

    def __init__(self, seed: str, reference: str, case: TrueCase) -> None:
        self.case = case
        self.reference = reference
        self.chance = Chance(seed, reference, "words")
        self.words = words_of(self.chance, case.facts)
        self.reported = self.chance.between(7 * 60, 20 * 60)
        self.officer = f"OIC {self.chance.between(1000, 4999)}"
        rank = "DS" if "CID" in case.facts["team"] else "PS"
        self.supervisor = f"{rank} {case.facts['supervisor']}"
        self.days = days_open(case.facts)

    def holds(self, fact: str) -> bool:
        """Whether a fact is so."""
        return self.case.facts[fact] == YES

    def asks(self, question: str) -> bool:
        """Whether a question applies to this case."""
        return self.case.answers[question] is not Answer.NOT_APPLICABLE

    def answer(self, question: str) -> Answer:
        """Return the true answer to a question."""
        return self.case.answers[question]

    def tells(self, *questions: str, **words: str) -> tuple[Passage, ...]:
        """Return the words for the true answers to these questions, those that apply."""
        return tuple(
            self.passage(question, self.answer(question), **words)
            for question in questions
            if self.asks(question)
        )

    def passage(self, question: str, answer: Answer, **words: str) -> Passage:
        """Return words for an answer to a question."""
        phrase = self.chance.pick(PHRASES[question][answer])
        return Passage(self.filled(phrase, **words), question, answer)

    def filled(self, phrase: str, **words: str) -> str:
        """Return a phrase with the words of the case, and these, put in."""
        known = self.words.copy_with(words)
        return phrase.format_map(known)

    def says(self, phrase: str, **words: str) -> Passage:
        """Return words that answer no question by themselves."""
        return Passage(self.filled(phrase, **words))

    def entry(
        self, day: int, author: str, passages: Iterable[Passage], *, minute: int | None = None
    ) -> Entry:
        """Return an entry; without a minute, at some time of the working day."""
        at = self.chance.between(8 * 60, 21 * 60) if minute is None else minute
        if day == 0 and minute is None:
            at = min(self.reported + 120 + at // 10, 23 * 60 + 59)
        return Entry(day, at, author, tuple(passages))


def set_out(chapters: Mapping[str, Iterable[Entry]], teller: Teller) -> Iterator[str]:
    """Yield the lines of a file, chapter by chapter and each in the order of time."""
    for title, entries in chapters.items():
        yield ""
        yield title.upper()
        for entry in sorted(entries, key=lambda entry: (entry.day, entry.minute)):
            if entry.text:
                yield from _set_entry(entry, teller)


def _set_entry(entry: Entry, teller: Teller) -> Iterator[str]:
    time = f"{entry.minute // 60:02}:{entry.minute % 60:02}"
    stamp = f"{teller.words.day(entry.day)} {time}  {entry.author}: "
    yield from wrap(f"{stamp}{entry.text}", WIDTH, subsequent_indent=INDENT, break_on_hyphens=False)
