from hypothesis import example, given
from hypothesis import strategies as st

from checklists.faults import FaultList
from checklists.library import library
from checklists.nodes import Items, Section, Text
from checklists.parsing import read_section
from checklists.reading import parse_checklist
from checklists.writing import section_of, yaml_text

AWKWARD = (
    *("yes", "1.10", "~", "-", "- a", "a: b", "a:", "a #b", "#", "[a]", "{a}", "&a", "*a", "!a"),
    *(
        "'",
        '"',
        "\\",
        "@",
        "%",
        "|",
        ">-",
        "?",
        ", ",
        "é",
        "\U0001f600",
        "x" * 120,
        "\u200b",
        "---",
    ),
)
WORDS = st.lists(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1) | st.sampled_from(AWKWARD),
    min_size=1,
    max_size=30,
).map(lambda words: " ".join(" ".join(words).split()))
TEXTS = WORDS.filter(bool).map(lambda value: Text(0, value))
NODES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: Items(0, tuple(items)))
        | st.dictionaries(
            WORDS | st.sampled_from(["applies_when", "requires"]), inner, max_size=4
        ).map(section_of)
    ),
    max_leaves=12,
)
TREES = st.dictionaries(WORDS.filter(bool), NODES, min_size=1, max_size=5).map(section_of)


def plain(node):
    """Return a tree without its lines."""
    match node:
        case Text(value=value):
            return value
        case Items(items=items):
            return [plain(item) for item in items]
        case Section(entries=entries):
            return {key: plain(entry.node) for key, entry in entries.items()}


def read(text):
    faults = FaultList("written.yaml")
    tree = read_section(text, faults)
    faults.refuse()
    return tree


@given(TREES)
@example(section_of({"a": Items(0, (Items(0, (section_of({"b": Text(0, "c")}),)),))}))
@example(
    section_of({"a": Items(0, (section_of({"b": Text(0, "x " * 90 + "x"), "c": Items(0, ())}),))})
)
def test_what_is_written_reads_back_as_the_same_tree(tree):
    assert plain(read(yaml_text(tree))) == plain(tree)


def test_text_is_wrapped_and_quoted_as_people_would():
    tree = section_of({"id": Text(0, "EX"), "a": Text(0, "word " * 30), "b": Text(0, "a: b")})
    lines = yaml_text(tree, heading="EX: an example.").split("\n")
    assert lines[:4] == ["# EX: an example.", "", "id: EX", "a: >-"]
    assert max(map(len, lines)) <= 100
    assert lines[-2:] == ['b: "a: b"', ""]


def test_every_checklist_of_the_library_survives():
    for checklist in library().values():
        written = yaml_text(read(checklist.source))
        again = parse_checklist(written, name="written.yaml")
        assert (again.questions, again.indicators) == (checklist.questions, checklist.indicators)
        assert (again.fields, again.parameters) == (checklist.fields, checklist.parameters)
        assert yaml_text(read(written)) == written
        assert max(map(len, written.split("\n"))) <= 100
