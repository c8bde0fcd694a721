"""The documentation of baselines shows an example that can be used as it stands."""

from pathlib import Path

from checklists.baseline_register import own_baselines

PAGE = Path(__file__).resolve().parents[2] / "docs" / "baselines.md"


def test_the_example_of_the_documentation_reads_without_a_fault():
    example = PAGE.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    found = own_baselines(example, name="peer.yaml")["north25-plans"]
    assert found.both_ways == "14 of 40 without a plan = 26 of 40 with a plan"
