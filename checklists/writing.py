"""From a tree of text to YAML that reads back as the same tree, laid out as people write it."""

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap

from checklists.nodes import Entry, Items, Node, Section, Text

_WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z0-9](?!.*(: | #|:$)).*")
_PLAIN_INSIDE = re.compile(r"[A-Za-z0-9][^,\[\]{}:#]*")
_COMPACT = ("applies_when", "changed_since", "all", "any", "not", "requires", "earlier")
"""Keys whose sections stand in braces on one line where they fit."""


def yaml_text(section: Section, *, heading: str = "") -> str:
    """Return the YAML text of a section whose keys are those of a whole file.

    Args:
        section: The tree. Its line numbers do not matter.
        heading: Said in comments above, one line of it a line.
    """
    lines = [*(f"# {line}" for line in heading.split("\n")), ""] if heading else []
    for key, entry in section.entries.items():
        if not isinstance(entry.node, Text) and lines:
            lines.append("")
        lines.extend(_entry(key, entry.node, ""))
    return "\n".join((*lines, ""))


def text_node(text: str) -> Node:
    """Return a piece of text as a node."""
    return Text(0, text)


def text_section(texts: Mapping[str, str]) -> Section:
    """Return a section that holds texts, in their order."""
    return section_of({key: Text(0, text) for key, text in texts.items()})


def section_of(nodes: Mapping[str, Node]) -> Section:
    """Return a section that holds nodes under keys, in their order."""
    return Section(0, {key: Entry(0, node) for key, node in nodes.items()})


def on_one_line(node: Node) -> str:
    """Return a node as it stands on one line: `{question: SUP-01, is: [met, partly_met]}`."""
    match node:
        case Text(value=value):
            return value if _PLAIN_INSIDE.fullmatch(value) else _quoted(value)
        case Items(items=items):
            return f"[{', '.join(map(on_one_line, items))}]"
        case Section(entries=entries):
            inside = (f"{_key(key)}: {on_one_line(e.node)}" for key, e in entries.items())
            return f"{{{', '.join(inside)}}}"


def _entry(key: str, node: Node, pad: str) -> Iterator[str]:
    start = f"{pad}{_key(key)}:"
    short = f"{start} {_scalar(node) if isinstance(node, Text) else on_one_line(node)}"
    if _is_empty(node) or (_fits(short) and _may_be_short(key, node)):
        yield short
    elif isinstance(node, Text):
        yield from _long_text(start, node.value, pad)
    else:
        yield start
        yield from _below(key, node, f"{pad}  ")


def _may_be_short(key: str, node: Node) -> bool:
    match node:
        case Text():
            return True
        case Items(items=items):
            return all(isinstance(item, Text) for item in items)
        case Section():
            return key in _COMPACT


def _is_empty(node: Node) -> bool:
    return node in (Items(node.line, ()), Section(node.line, {}))


def _below(key: str, node: Items | Section, pad: str) -> Iterator[str]:
    if isinstance(node, Section):
        for inner, entry in node.entries.items():
            yield from _entry(inner, entry.node, pad)
        return
    for number, item in enumerate(node.items):
        lines = list(_item(key, item, pad))
        if number and len(lines) > 1:
            yield ""
        yield from lines


def _item(key: str, item: Node, pad: str) -> Iterator[str]:
    short = f"{pad}- {on_one_line(item)}"
    if not isinstance(item, Section) or _is_empty(item) or (key in _COMPACT and _fits(short)):
        yield short
        return
    lines = _below(key, item, f"{pad}  ")
    yield f"{pad}- {next(lines).removeprefix(f'{pad}  ')}"
    yield from lines


def _long_text(start: str, text: str, pad: str) -> Iterator[str]:
    if not text.isprintable():
        yield f"{start} {_quoted(text)}"
        return
    yield f"{start} >-"
    inner = f"{pad}  "
    for line in wrap(text, _WIDTH - len(inner), break_long_words=False, break_on_hyphens=False):
        yield f"{inner}{line}"


def _fits(line: str) -> bool:
    return len(line) <= _WIDTH


def _scalar(node: Text) -> str:
    return node.value if _PLAIN.fullmatch(node.value) else _quoted(node.value)


def _key(key: str) -> str:
    return key if _PLAIN_INSIDE.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(map(_escaped, escaped))}"'


def _escaped(letter: str) -> str:
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
