from pathlib import Path

import pytest

from checklists.questions import Checklist
from checklists.reading import parse_checklist

EXAMPLE = """\
id: EX
title: An example
version: 1.10
effective_from: 2022-03-29
unit_of_audit: crime record
population: all crimes
stage: investigation

fields:
  suspect: there is [a|no] suspect
  status: the case is {open|closed}

questions:
  - id: EX-01
    text: Is there a plan?
    critical: yes
    applies_when: always
    traces: [R4a]
    evidence: The log
    guidance:
      met: There is one.
      partly_met: There is half of one.
      not_met: There is none.
  - id: EX-02
    text: Is it early?
    applies_when: {question: EX-01, is: [met, partly_met]}
    traces: [R4a, local]
    evidence: The log
    guidance:
      met: It is.
      not_met: It is not.
  - id: EX-03
    text: Is the suspect dealt with?
    applies_when:
      all:
        - {question: EX-01, is: [met, partly_met]}
        - {field: suspect, is: yes}
    traces: [R5a]
    evidence: The log
    guidance:
      met: He is.
      not_met: He is not.
  - id: EX-04
    text: Was the closure checked?
    critical: no
    applies_when: {field: status, is: closed}
    traces: R5a
    evidence: The log
    guidance:
      met: It was.
      not_met: It was not.

indicators:
  - id: EX-GOOD
    title: A good plan
    text: There is a plan and it is not late
    requires:
      - {question: EX-01, is: met}
      - {question: EX-02, is: [met, partly_met]}
    traces: [R4]
"""


@pytest.fixture
def example_text() -> str:
    return EXAMPLE


@pytest.fixture
def example() -> Checklist:
    return parse_checklist(EXAMPLE, name="ex.yaml")


@pytest.fixture(scope="session")
def domain_folder() -> Path:
    folder = Path(__file__).resolve().parents[3] / "shared" / "domain"
    if not folder.is_dir():
        pytest.skip("the domain files are not beside the repository (../shared/domain)")
    return folder
