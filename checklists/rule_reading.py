"""Reading `applies_when`: from YAML to a rule, with every name in it checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from checklists.answers import Answer
from checklists.faults import FaultList
from checklists.fields import declared_values
from checklists.nodes import Items, Node, Section, Text
from checklists.rules import AllOf, Always, AnyOf, FieldIs, Not, QuestionIs, Rule
from checklists.sections import SectionReader

_FORMS = (
    "Write `always`, or one of {question: ID, is: ANSWER}, {field: NAME, is: VALUE}, "
    "{all: [...]}, {any: [...]}, {not: ...}."
)


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads the rule of one question.

    Attributes:
        owner: The question's name for messages.
        earlier: The ids of the questions before it.
        later: The ids of all the others, itself included.
        fields: The declared case fields with their phrases.
        faults: Where faults are noted.
    """

    owner: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    fields: Mapping[str, str]
    faults: FaultList

    def rule(self, node: Node) -> Rule:
        """Return the rule; where it cannot be read, a fault is noted and it is `Always`."""
        match node:
            case Text(value="always"):
                return Always()
            case Section():
                return self._section(SectionReader(node, f"the rule of {self.owner}", self.faults))
            case _:
                self._add(node.line, "is not a rule", _FORMS)
                return Always()

    def _section(self, reader: SectionReader) -> Rule:
        for key, read in (
            ("question", self._question_is),
            ("field", self._field_is),
            ("all", self._all_of),
            ("any", self._any_of),
            ("not", self._not),
        ):
            if reader.has(key):
                return read(reader)
        self._add(reader.section.line, "is not a rule", _FORMS)
        return Always()

    def _question_is(self, reader: SectionReader) -> Rule:
        reader.keys(needed=("question", "is"))
        question = reader.text("question")
        if question in self.later:
            self._add(
                reader.line("question"),
                f"looks at {question}, which is not asked before it",
                "A rule may look at earlier questions only: move one of the two.",
            )
        elif question and question not in self.earlier:
            known = ", ".join(self.earlier) or "none: this is the first question"
            self._add(
                reader.line("question"),
                f"looks at {question}, and there is no such question",
                f"Earlier questions: {known}.",
            )
        answers = read_answers(reader, "is")
        return QuestionIs(question, answers)

    def _field_is(self, reader: SectionReader) -> Rule:
        reader.keys(needed=("field", "is"))
        field = reader.text("field")
        if field and field not in self.fields:
            self._add(
                reader.line("field"),
                f"looks at the case field `{field}`, which is not declared",
                f"Declare it under `fields:` with its words, as `{field}: there is ...`.",
            )
            return Always()
        among = declared_values(self.fields.get(field, ""))
        return FieldIs(field, self._values(reader, field, among), among)

    def _values(self, reader: SectionReader, field: str, among: tuple[str, ...]) -> tuple[str, ...]:
        values = reader.texts("is")
        for line, value in values:
            if value not in among:
                self._add(
                    line,
                    f"asks whether `{field}` is `{value}`, which it never is",
                    f"Its values are {', '.join(among)}.",
                )
        return tuple(value for _, value in values)

    def _all_of(self, reader: SectionReader) -> Rule:
        reader.keys(needed=("all",))
        return AllOf(self._parts(reader, "all"))

    def _any_of(self, reader: SectionReader) -> Rule:
        reader.keys(needed=("any",))
        return AnyOf(self._parts(reader, "any"))

    def _parts(self, reader: SectionReader, key: str) -> tuple[Rule, ...]:
        node = reader.node(key)
        if isinstance(node, Items) and len(node.items) > 1:
            return tuple(self.rule(item) for item in node.items)
        self._add(reader.line(key), f"has fewer than two parts under `{key}`", _FORMS)
        return (Always(),)

    def _not(self, reader: SectionReader) -> Rule:
        reader.keys(needed=("not",))
        node = reader.node("not")
        return Always() if node is None else Not(self.rule(node))

    def _add(self, line: int, problem: str, remedy: str) -> None:
        self.faults.add(line, f"the rule of {self.owner} {problem}", remedy)


def read_answers(reader: SectionReader, key: str) -> tuple[Answer, ...]:
    """Return the answers listed under a key; a word that is no answer is a fault."""
    found = reader.texts(key)
    for line, word in found:
        if word not in tuple(Answer):
            reader.faults.add(
                line,
                f"{reader.name}: `{word}` is not an answer",
                f"The answers are {', '.join(Answer)}.",
            )
    return tuple(Answer(word) for _, word in found if word in tuple(Answer))
