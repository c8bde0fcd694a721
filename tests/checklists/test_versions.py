import pytest

from checklists.library import library
from checklists.reading import parse_checklist
from checklists.settings import Setting, settle
from checklists.versions import Pooling, may_pool

SAME = '    changed_since: {version: "1.10", same_meaning: yes}\n'
OTHER = SAME.replace("yes", "no")


@pytest.fixture
def newer(example_text):
    """Return a maker of version 2: the text of EX-02 is replaced by these lines."""

    def make(text="    text: Is it early?\n", version="2", **replaced):
        changed = example_text.replace("version: 1.10", f'version: "{version}"')
        changed = changed.replace("    text: Is it early?\n", text)
        for old, new in replaced.values():
            changed = changed.replace(old, new)
        return parse_checklist(changed, name="ex.yaml")

    return make


def test_the_same_text_and_rule_pool(example, newer):
    assert may_pool(example, newer(), "EX-02") == Pooling(
        allowed=True, reason="EX-02 reads the same in both versions."
    )


def test_a_changed_text_that_is_declared_the_same_pools(example, newer):
    found = may_pool(example, newer(f"    text: Is it made early?\n{SAME}"), "EX-02")
    assert found == Pooling(
        allowed=True,
        reason="EX-02 is worded otherwise and declared to mean the same as in 1.10.",
    )


def test_a_changed_text_that_is_not_declared_does_not(example, newer):
    found = may_pool(example, newer("    text: Is it late?\n"), "EX-02")
    assert found == Pooling(
        allowed=False,
        reason="EX-02 has another text in version 2 than in 1.10, and does not declare that it "
        "means the same. `changed_since` with version 1.10 would say so.",
    )


@pytest.mark.parametrize("text", ["Is it early?", "Is it late?"])
def test_a_question_declared_to_mean_something_else_does_not(example, newer, text):
    found = may_pool(example, newer(f"    text: {text}\n{OTHER}"), "EX-02")
    assert found == Pooling(
        allowed=False, reason="EX-02 no longer means what it meant in version 1.10."
    )


def test_a_declaration_about_another_version_does_not_count(example, newer):
    declared = SAME.replace("1.10", "1.9")
    found = may_pool(example, newer(f"    text: Is it late?\n{declared}"), "EX-02")
    assert not found.allowed


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("guidance", "met: It is.", "met: It is, by a day."),
        ("guidance", "not_met: It is not.", "not_met: It is late."),
        ("rule", "{question: EX-01, is: [met, partly_met]}", "{question: EX-01, is: met}"),
    ],
)
def test_another_guidance_or_rule_is_another_question(example, newer, part, right, wrong):
    found = may_pool(example, newer(part=(right, wrong)), "EX-02")
    assert not found.allowed
    assert found.reason.startswith(f"EX-02 has another {part} in version 2")
    declared = newer(f"    text: Is it early?\n{SAME}", part=(right, wrong))
    assert may_pool(example, declared, "EX-02").allowed


@pytest.mark.parametrize(
    ("right", "wrong"), [("evidence: The log", "evidence: The file"), ("[R4a, local]", "[R4b]")]
)
def test_where_to_look_and_what_it_serves_may_change(example, newer, right, wrong):
    assert may_pool(example, newer(part=(right, wrong)), "EX-02").allowed


def test_a_changed_text_under_the_same_version_is_named(example, newer):
    found = may_pool(example, newer("    text: Is it late?\n", version="1.10"), "EX-02")
    assert found.reason == (
        "EX-02 has another text, though both say version 1.10: "
        "a changed question needs a new version."
    )


def test_a_question_that_only_one_of_them_has_does_not_pool(example):
    found = may_pool(example, library()["SUP"], "SUP-01")
    assert found == Pooling(allowed=False, reason="EX of version 1.10 has no question SUP-01.")


class TestAnotherStandard:
    def test_does_not_pool_and_is_named(self):
        old = library()["SUP"]
        found = may_pool(old, settle(old, {"review_interval": Setting("21")}), "SUP-03")
        assert found == Pooling(
            allowed=False,
            reason="SUP-03 is held to another standard: review_interval was 28 days, now 21 days.",
        )

    def test_leaves_the_other_questions_alone(self):
        old = library()["SUP"]
        new = settle(old, {"review_interval": Setting("21")})
        assert [q.id for q in old.questions if not may_pool(old, new, q.id).allowed] == ["SUP-03"]

    def test_is_not_mended_by_a_declaration(self, example_text):
        timed = "    text: Is it early?\n    measure: {of: time, unit: hours, within: 24}\n"
        old = parse_checklist(example_text.replace("    text: Is it early?\n", timed), name="")
        shorter = timed.replace("24", "12") + SAME
        new = parse_checklist(
            example_text.replace("    text: Is it early?\n", shorter).replace(
                "1.10\neff", "2\neff"
            ),
            name="",
        )
        assert may_pool(old, new, "EX-02").reason.endswith("it is met has changed.")


@pytest.mark.parametrize("checklist", library().values(), ids=lambda checklist: checklist.id)
def test_every_question_pools_with_itself(checklist):
    assert all(may_pool(checklist, checklist, q.id).allowed for q in checklist.questions)
