"""Short forms: a few questions of longer checklists, by their ids and with nothing changed.

What a short form is read into is a checklist with the questions in full, so that it is frozen with
its own text and never changes when a longer one does. `drawn_from` says whose questions they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from checklists.indicator_reading import IndicatorsReader
from checklists.nodes import Items, Node, Section
from checklists.parameter_reading import Wording
from checklists.parameters import Parameter
from checklists.questions import Checklist, Question
from checklists.rules import fields_in, questions_in
from checklists.sections import SectionReader
from checklists.writing import on_one_line, section_of, text_node, text_section, yaml_text

KEY = "short_form_of"
_HEAD = (
    *("id", "title", "version", "effective_from"),
    *("unit_of_audit", "population", "stage"),
)
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_T = TypeVar("_T")
_IS_SHORT = re.compile(rf"^{KEY}\s*:", re.MULTILINE)


def is_short_form(text: str) -> bool:
    """Whether a text is a short form, told without reading it."""
    return bool(_IS_SHORT.search(text))


def full_text(top: SectionReader, checklist_id: str, folder: Path | None) -> str:
    """Return the text of the checklist that a short form stands for.

    Args:
        top: The short form, whose keys have been checked.
        checklist_id: Its id; blank where it is faulty.
        folder: Where the longer checklists may be, before the library.

    Raises:
        ChecklistFaults: With every fault of the short form.
    """
    longer = dict(_longer(top, folder))
    questions = dict(_questions(top, longer))
    _check_order(top, questions)
    parts = _Parts(top, longer, questions)
    fields, parameters = parts.fields(), parts.parameters()
    IndicatorsReader(top, checklist_id, tuple(questions), Wording(parameters)).read()
    top.faults.refuse()
    return yaml_text(parts.whole(fields, parameters), heading=parts.heading())


def _longer(top: SectionReader, folder: Path | None) -> Iterator[tuple[str, Checklist]]:
    from checklists.library import UnknownChecklistError, long_form

    for line, name in top.texts(KEY):
        try:
            yield name, long_form(name, folder)
        except UnknownChecklistError as error:
            top.faults.add(
                line, f"there is no checklist {name}", f"There are {', '.join(error.known)}."
            )


def _questions(
    top: SectionReader, longer: Mapping[str, Checklist]
) -> Iterator[tuple[str, Question]]:
    seen: set[str] = set()
    for line, name in top.texts("questions"):
        found = _find(longer, name)
        if found is None:
            top.faults.add(
                line,
                f"none of {', '.join(longer) or 'its checklists'} has a question {name}",
                f"Write the id of one of their questions, or add its checklist to `{KEY}`.",
            )
        elif name in seen:
            top.faults.add(line, f"{name} stands twice here", "Keep one.")
        else:
            seen.add(name)
            yield name, found


def _find(longer: Mapping[str, Checklist], name: str) -> Question | None:
    every = (question for checklist in longer.values() for question in checklist.questions)
    return next((question for question in every if question.id == name), None)


def _check_order(top: SectionReader, questions: Mapping[str, Question]) -> None:
    lines = {name: line for line, name in reversed(top.texts("questions"))}
    above: set[str] = set()
    for name, question in questions.items():
        for needed in questions_in(question.applies_when):
            if needed not in above:
                top.faults.add(
                    lines[name],
                    f"{name} depends on {needed}, which does not stand above it",
                    f"Add {needed} above it.",
                )
        above.add(name)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a short form takes from the longer checklists."""

    top: SectionReader
    longer: Mapping[str, Checklist]
    questions: Mapping[str, Question]

    def heading(self) -> str:
        """Return the comment at the head of the text."""
        drawn = ", ".join(f"{name} {checklist.version}" for name, checklist in self.longer.items())
        title = f"{self.top.text('id')}: {self.top.text('title')}."
        return f"{title}\nA short form: the questions of {drawn} in full."

    def fields(self) -> dict[str, str]:
        """Return the case fields that the questions look at, each with its phrase."""
        used = {name for question in self.questions.values() for name in _fields_of(question)}
        return self._shared(
            (name, field, words)
            for name, checklist in self.longer.items()
            for field, words in checklist.fields.items()
            if field in used
        )

    def parameters(self) -> dict[str, Parameter]:
        """Return the parameters that questions and indicators name."""
        used = set(_WORD.findall(" ".join(map(on_one_line, self._named_in()))))
        return self._shared(
            (name, parameter.id, parameter)
            for name, checklist in self.longer.items()
            for parameter in checklist.parameters
            if parameter.id in used
        )

    def whole(self, fields: Mapping[str, str], parameters: Mapping[str, Parameter]) -> Section:
        """Return the tree of the whole checklist."""
        head = {key: text_node(self.top.text(key)) for key in _HEAD}
        parts: dict[str, Node] = {
            "drawn_from": text_section({name: c.version for name, c in self.longer.items()}),
            "parameters": section_of({name: _parameter(p) for name, p in parameters.items()}),
            "settings": text_section({p.id: p.setting for p in parameters.values() if p.setting}),
            "fields": text_section(fields),
            "questions": Items(0, tuple(self._nodes())),
        }
        indicators = self.top.node("indicators")
        kept = {key: node for key, node in parts.items() if not _is_empty(node)}
        return section_of(head | kept | ({"indicators": indicators} if indicators else {}))

    def _nodes(self) -> Iterator[Node]:
        trees = [question_nodes(checklist) for checklist in self.longer.values()]
        every = {name: node for tree in trees for name, node in tree.items()}
        return (every[name] for name in self.questions)

    def _named_in(self) -> Iterator[Node]:
        yield from self._nodes()
        indicators = self.top.node("indicators")
        if indicators is not None:
            yield indicators

    def _shared(self, every: Iterable[tuple[str, str, _T]]) -> dict[str, _T]:
        """Return what each name means, noting a name that means two things."""
        found: dict[str, _T] = {}
        for checklist_id, name, meaning in every:
            if found.setdefault(name, meaning) != meaning:
                self.top.faults.add(
                    self.top.line(KEY),
                    f"`{name}` means one thing in {checklist_id} and another in a list before it",
                    "Draw from one of the two, or make them agree.",
                )
        return found


def _fields_of(question: Question) -> tuple[str, ...]:
    by_measure = (question.measure.field,) if question.measure else ()
    return (*fields_in(question.applies_when), *by_measure)


def question_nodes(checklist: Checklist) -> dict[str, Node]:
    """Return the questions of a checklist as its text has them, by id."""
    from checklists.reading import tree_of

    questions = tree_of(checklist).entries["questions"].node
    items = questions.items if isinstance(questions, Items) else ()
    return {q.id: node for q, node in zip(checklist.questions, items, strict=True)}


def _parameter(parameter: Parameter) -> Section:
    texts = {"words": parameter.words, "unit": parameter.unit, "default": parameter.default}
    nodes: dict[str, Node] = {key: text_node(text) for key, text in texts.items()}
    if parameter.earlier:
        held = ({"until": e.until.isoformat(), "value": e.value} for e in parameter.earlier)
        nodes["earlier"] = Items(0, tuple(text_section(each) for each in held))
    return section_of(nodes)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Section) and not node.entries
