"""Showing: which baselines checklists can be held against, and the files that show a change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from checklists.baseline_register import all_baselines
from checklists.library import library
from checklists.questions import Checklist
from sampling.baselines import Target, Words
from workbench.audits.desk import Desk
from workbench.audits.draws.proving import (
    ChangeProof,
    Learnt,
    NamedBaseline,
    learn_share,
    prove_change,
)
from workbench.audits.opening import open_audit

CHANCE: Final = 0.8
"""The chance of showing the change that a plan is made for."""


@dataclass(frozen=True, slots=True)
class ChangeToShow:
    """One baseline, and what it takes to show that a supposed rate differs from it.

    Attributes:
        named: The baseline, which has a figure.
        proof: The files, or that no number can and why.
        share: The share of files to which the question applies, as it was learnt.
        true_rate: The rate that is supposed.
    """

    named: NamedBaseline
    proof: ChangeProof
    share: Learnt
    true_rate: float

    @property
    def too_uncertain(self) -> bool:
        """The supposed rate lies within the limits of the baseline itself."""
        limits = self.proof.provable
        if limits is None or limits.low is None or limits.high is None:
            return False
        within = limits.low <= self.true_rate <= limits.high
        return within and not isinstance(self.named.measured, Target)


def measured_baselines(checklists: Iterable[Checklist]) -> tuple[NamedBaseline, ...]:
    """Return the baselines with a figure that checklists ask about, in the register's order.

    Left out are those that hold only under a condition on the cases.
    """
    asked = set[str]()
    for checklist in checklists:
        asked.update(question.id for question in checklist.questions)
        asked.update(indicator.id for indicator in checklist.indicators)
    return tuple(
        NamedBaseline(one.id, one, figure)
        for one in all_baselines().values()
        if not (one.only_where or asked.isdisjoint(one.measures))
        and not isinstance(figure := one.compliant, Words)
    )


def chosen_checklists(desk: Desk, ids: Sequence[str], audit_name: str) -> tuple[Checklist, ...]:
    """Return the checklists of an audit that is drawn again, or those of the library by their ids.

    Raises:
        WorkbenchError: There is no such audit.
    """
    if audit_name:
        return tuple(open_audit(desk, audit_name).checklists)
    return tuple(library()[name] for name in ids)


@dataclass(frozen=True, slots=True)
class ChangePlanner:
    """Answers again and again while a plan is made; nothing is worked out or learnt twice."""

    _proofs: dict[tuple[str, float, int | None], ChangeProof] = field(default_factory=dict)
    _shares: dict[str, Learnt] = field(default_factory=dict)

    def changes(
        self,
        desk: Desk,
        checklists: Iterable[Checklist],
        *,
        true_rate: float,
        population: int | None,
    ) -> tuple[ChangeToShow, ...]:
        """Return what it takes against each baseline that the checklists can be held against.

        Args:
            desk: The record from which the shares are learnt.
            checklists: What is to be asked.
            true_rate: The share of cases that comply now, supposed.
            population: Cases of the list; None where it is not known.

        Raises:
            SamplingError: A number cannot be used.
        """
        return tuple(
            self._change(desk, one, true_rate, population) for one in measured_baselines(checklists)
        )

    def _change(
        self, desk: Desk, named: NamedBaseline, true_rate: float, population: int | None
    ) -> ChangeToShow:
        share = self._shares.get(named.name) or learn_share(desk, named.measures)
        self._shares[named.name] = share
        key = (named.name, true_rate, population)
        if key not in self._proofs:
            self._proofs[key] = prove_change(
                named,
                true_rate=true_rate,
                power=CHANCE,
                population=population,
                applicable_share=share.value,
            )
        return ChangeToShow(named, self._proofs[key], share, true_rate)
