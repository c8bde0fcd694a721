"""From YAML text to a tree of text.

Everything is text as it is written, so `no` stays no, `1.10` stays 1.10 and 2022-03-29 stays
itself: the guesses of YAML at what a word means are never made. Anchors, aliases and tags are
refused, as is a key that stands twice. This is the only module that knows YAML; it is loaded
when a file is read, not before.
"""

from collections.abc import Iterator

import yaml
from yaml import events as on

from checklists.faults import ChecklistFaults, FaultList
from checklists.nodes import Entry, Items, Node, Section, Text

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 30


def read_section(text: str, faults: FaultList) -> Section:
    """Read YAML text whose outermost level is `key: value`; noted are repeated keys and the like.

    Raises:
        ChecklistFaults: The text is not YAML, or not of that kind: nothing further can be said.
    """
    try:
        root = _Tree(yaml.parse(text, Loader=_PARSER), faults).document()
    except yaml.MarkedYAMLError as error:
        faults.stop(*_syntax_fault(error, text))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        faults.stop(line, "there is a character that text cannot hold", "Delete it and type again.")
    if not isinstance(root, Section):
        faults.stop(root.line, "the file does not consist of keys", "Begin with `id:` and a name.")
    return root


def read_on_one_line(text: str, line: int, faults: FaultList) -> Node:
    """Read what stands behind a colon: a word, `[a, b]` or `{question: SUP-01, is: met}`.

    What cannot be read is a fault with the line that is given, and an empty text.
    """
    own = FaultList(faults.file)
    try:
        node = read_section(f"text: {text}", own).entries["text"].node
    except ChecklistFaults:
        node = Text(line, "")
    for fault in own.found:
        faults.add(line, f"`{text}` cannot be read: {fault.problem}", fault.remedy)
    return at_line(node, line)


def at_line(node: Node, line: int) -> Node:
    """Return a node whose every line is this one."""
    match node:
        case Text(value=value):
            return Text(line, value)
        case Items(items=items):
            return Items(line, tuple(at_line(item, line) for item in items))
        case Section(entries=entries):
            inside = {key: Entry(line, at_line(e.node, line)) for key, e in entries.items()}
            return Section(line, inside)


class _Tree:
    """Builds the tree from the stream of YAML events."""

    def __init__(self, events: Iterator[yaml.Event], faults: FaultList) -> None:
        self._events = events
        self._faults = faults

    def document(self) -> Node:
        next(self._events)  # the stream starts
        if isinstance(next(self._events), on.StreamEndEvent):
            self._faults.stop(1, "the file is empty", "Begin with `id:` and a name in capitals.")
        root = self._node(next(self._events), depth=0)
        next(self._events)  # the document ends
        after = next(self._events)
        if isinstance(after, on.DocumentStartEvent):
            self._faults.stop(_line(after), "a second document begins", "Take out the line `---`.")
        return root

    def _node(self, event: yaml.Event, *, depth: int) -> Node:
        if depth > _DEEPEST:
            self._faults.stop(_line(event), "this is nested too deeply", "A few levels are enough.")
        self._refuse_ornaments(event)
        match event:
            case on.SequenceStartEvent():
                return Items(_line(event), tuple(self._items(depth + 1)))
            case on.MappingStartEvent():
                return Section(_line(event), self._entries(depth + 1))
            case on.ScalarEvent():
                return Text(_line(event), " ".join(event.value.split()))
            case _:  # an alias, refused above
                return Text(_line(event), "")

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), on.SequenceEndEvent):
            yield self._node(event, depth=depth)

    def _entries(self, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), on.MappingEndEvent):
            key = self._node(event, depth=depth)
            node = self._node(next(self._events), depth=depth)
            self._keep(entries, key, Entry(key.line, node))
        return entries

    def _keep(self, entries: dict[str, Entry], key: Node, entry: Entry) -> None:
        if not isinstance(key, Text):
            self._faults.add(key.line, "a key is not a word", "Write `word: text`.")
        elif key.value in entries:
            first = entries[key.value].line
            self._faults.add(
                key.line,
                f"`{key.value}` stands twice here, first in line {first}",
                "Keep one of them; only one would count.",
            )
        else:
            entries[key.value] = entry

    def _refuse_ornaments(self, event: yaml.Event) -> None:
        """Note an anchor, an alias or a tag: YAML that a reader of a checklist need not know."""
        if getattr(event, "anchor", None) is not None:
            self._faults.add(
                _line(event),
                "`&` and `*` at the start of a text refer to another place of the file",
                "Put the text in quotes, or repeat what is meant.",
            )
        if getattr(event, "tag", None) is not None:
            self._faults.add(
                _line(event),
                "`!` at the start of a text has a meaning of its own in YAML",
                "Put the text in quotes.",
            )


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    lines = text.split("\n")
    line = min(_where(error), len(lines) - 1) + 1
    problem, remedy = _in_plain_words(str(error.context), str(error.problem), lines[line - 1])
    return line, problem, remedy


def _where(error: yaml.MarkedYAMLError) -> int:
    """Return the index of the line to show: for a quotation that never ends, where it begins."""
    quoted = "quoted scalar" in str(error.context)
    mark = error.context_mark if quoted and error.context_mark else error.problem_mark
    return int(mark.line) if mark else 0


def _in_plain_words(context: str, problem: str, written: str) -> tuple[str, str]:
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return "a tab indents this line", "Use spaces: two for each level."
    if "quoted scalar" in context:
        return "a quotation begins here and does not end well", "Close it with the same quote."
    if "mapping values" in problem:
        return (
            "there is a second colon, or the line is indented more than the one before",
            "Put text that holds a colon and a space in quotes, and line up keys of one level.",
        )
    if "cannot start any token" in problem:
        return "a text begins with a character that YAML keeps", "Put the text in quotes."
    if "flow" in context:
        return "a bracket is opened and not closed", "Close it: `[met, partly_met]`."
    return (
        "the lines do not line up",
        "Keys of one level begin in the same column, and so do the hyphens of one list.",
    )
