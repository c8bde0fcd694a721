"""Invented reports to export: one small and awkward, one as large as a real audit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from exports.certificate import certificate
from exports.report import (
    AnswerPart,
    CasePart,
    ChecklistPart,
    DrawnCase,
    DrawPart,
    Flow,
    FlowStep,
    PopulationPart,
    QuestionPart,
    RateLine,
    Replacement,
    Report,
)
from sampling.intervals import proportion_interval
from sampling.references import frame_fingerprint
from sampling.tickets import in_ticket_order

SEED = "48210000000000000007"
HEAD = "000412:9f8e7d6c5b4a"
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
AWKWARD = ("00123", "21/00012/22", "220012345678901234", "=1+1")
CODES = {
    "M": "met",
    "P": "partly_met",
    "N": "not_met",
    "E": "not_evidenced",
    "x": "not_applicable",
    "r": "not_applicable",
    ".": "",
}
SMALL_ANSWERS = {
    "PLAN-01": "MMMMMMMMMMMM",
    "PLAN-02": "MMPNEMxMrM.M",
    "PLAN-03": "xxxrrrxxxxxx",
    "SUP-01": "NNNNNNNNNNNN",
    "SUP-02": "MPMPMPM.NEEx",
}
NOTES = {
    ("00123", "SUP-01"): "No review in the first 28 days.\nAsked the supervisor twice.",
    ("=1+1", "SUP-01"): "=cmd|' /C calc'!A0",
    ("21/00012/22", "SUP-02"): "@sum\x07 with a bell, and a\rcarriage return",
}


def small_report() -> Report:
    """Twelve cases of a frame of 4,658, five questions, one of them applicable to none."""
    frame = (*AWKWARD, *(f"NS/{number:05}/26" for number in range(4654)))
    ordered = [ticket.reference for ticket in in_ticket_order(frame, seed=SEED)]
    sample = (*AWKWARD, *[one for one in ordered if one not in AWKWARD][:8])
    return make_report(frame, sample, SMALL_ANSWERS, reserves=2)


def large_report(*, cases: int = 60, questions: int = 59) -> Report:
    """As many cases and questions as a real audit, the answers varied but always the same."""
    frame = tuple(f"26/{number:06}" for number in range(6000))
    sample = [ticket.reference for ticket in in_ticket_order(frame, seed=SEED)[:cases]]
    pattern = "MMMMMMNMMPMMxMEMMNrMMMM"
    answers = {
        f"{['PLAN', 'SUP', 'VCOP', 'ELP'][at * 4 // questions]}-{at + 1:02}": "".join(
            pattern[(case * (at % 7 + 1) + at * at) % len(pattern)] for case in range(cases)
        )
        for at in range(questions)
    }
    return make_report(frame, sample, answers, reserves=6)


def line_of(line_id: str, met: int, applicable: int, *, frame_size: int) -> RateLine:
    """A rate of so many of so many, all others not met."""
    return _line(line_id, "M" * met + "N" * (applicable - met), frame_size=frame_size)


def make_report(
    frame: Sequence[str], sample: Sequence[str], answers: Mapping[str, str], *, reserves: int
) -> Report:
    """A report whose every figure follows from the answers given by question, a sign a case."""
    tickets = {ticket.reference: ticket.ticket for ticket in in_ticket_order(frame, seed=SEED)}
    population = _population(frame)
    drawn = tuple(_drawn(at, one, tickets) for at, one in enumerate(sample, 1))
    others = [one for one in tickets if one not in sample][:reserves]
    waiting = tuple(_drawn(at, one, tickets) for at, one in enumerate(others, 1))
    lines = tuple(_line(each, signs, frame_size=len(frame)) for each, signs in answers.items())
    return Report(
        audit="Investigation plans & supervision, October 2026",
        marking="OFFICIAL-SENSITIVE",
        confidence=0.95,
        made_at=NOON,
        made_by="A. Auditor",
        population=population,
        draw=_draw(population, drawn, waiting),
        checklists=(
            ChecklistPart("plan", "Investigation plan", "2026.1", "ab" * 32),
            ChecklistPart("sup", "Supervision", "2026.2", "cd" * 32),
        ),
        questions=tuple(_question(line) for line in lines),
        rates=lines,
        indicators=(_indicator(lines[0]),),
        cases=tuple(_case(at, one, answers) for at, one in enumerate(sample, 1)),
        history_head=HEAD,
        program_version="0.1.0",
    )


def with_replacement(report: Report) -> Report:
    """The report after one case of the sample gave way to the first reserve."""
    out, came = report.draw.cases[0].reference, report.draw.reserves[0].reference
    change = Replacement(out, came, "file restricted", "vetting needed", NOON, "A. Auditor")
    return replace(report, draw=replace(report.draw, replacements=(change,)))


def _population(frame: Sequence[str]) -> PopulationPart:
    return PopulationPart(
        name="Northshire crimes, October 2026",
        source_name="crimes-2026-10.csv",
        source_sha256="12" * 32,
        profile="crime-register",
        imported_at=NOON,
        imported_by="A. Auditor",
        flow=Flow(
            received=len(frame) + 112,
            rejected=(FlowStep("repeated reference", 12), FlowStep("blank reference", 40)),
            excluded=(FlowStep("not a crime", 60),),
            eligible=len(frame),
        ),
        frame_size=len(frame),
        frame_fingerprint=frame_fingerprint(frame),
        content_fingerprint="ef" * 32,
        kept_columns=("offence", "team"),
        dropped_columns=("victim name", "victim phone"),
    )


def _draw(
    population: PopulationPart, cases: tuple[DrawnCase, ...], reserves: tuple[DrawnCase, ...]
) -> DrawPart:
    sealed = {
        "design": "simple",
        "sizes": {"all": len(cases)},
        "seed": SEED,
        "seed_source": "20 digits from the operating system, after the frame was sealed",
        "cases": cases,
        "reserves": reserves,
        "draws_on_this_frame": 1,
    }
    return DrawPart(
        **sealed,
        drawn_at=NOON,
        drawn_by="A. Auditor",
        replacements=(),
        certificate=certificate(
            **sealed,
            by="",
            reserve=len(reserves),
            audit="Investigation plans & supervision, October 2026",
            population=population,
            history_head=HEAD,
            program_version="0.1.0",
            mapping={"profile": "crime-register", "reference": "Crime No"},
        ),
    )


def _drawn(order: int, reference: str, tickets: Mapping[str, str]) -> DrawnCase:
    return DrawnCase(order, reference, "", tickets[reference])


def _line(line_id: str, signs: str, *, frame_size: int) -> RateLine:
    counts = dict.fromkeys(CODES.values(), 0)
    for sign in signs:
        counts[CODES[sign]] += 1
    unanswered = counts.pop("")
    applicable = sum(counts.values()) - counts["not_applicable"]
    met = counts["met"]
    wilson = proportion_interval(met, applicable, population=frame_size)
    style = proportion_interval(met, applicable, method="hmicfrs", population=frame_size)
    lenient = (met + counts["partly_met"]) / applicable if applicable else None
    return RateLine(
        id=line_id,
        checklist=line_id.split("-", maxsplit=1)[0].lower(),
        text=f"{line_id}: is the record of this step complete, dated and made by the officer in "
        "the case, and can a stranger follow it?",
        critical=line_id.endswith("1"),
        traces=("R4a", "R5b"),
        **counts,
        unanswered=unanswered,
        rate=wilson.estimate,
        low=wilson.low,
        high=wilson.high,
        method="Wilson with finite population correction",
        hmicfrs_half_width=style.margin,
        lenient_rate=lenient,
    )


def _indicator(line: RateLine) -> RateLine:
    return replace(line, id="plan-adequate", text="Investigation plan adequate", critical=True)


def _question(line: RateLine) -> QuestionPart:
    return QuestionPart(line.id, line.checklist, line.text, line.critical, line.traces, "Met: all.")


def _case(order: int, reference: str, answers: Mapping[str, str]) -> CasePart:
    signs = {question: given[order - 1] for question, given in answers.items()}
    first = signs[next(iter(answers))]
    return CasePart(
        order=order,
        reference=reference,
        stratum="",
        fields={"offence": "Burglary - residential", "team": "LPT North"},
        auditor="A. Auditor" if order % 2 else "B. Reviewer",
        complete="." not in signs.values(),
        active_minutes=7.25 + order / 2,
        answers=tuple(
            _answer(reference, question, sign, by=_by(order, question))
            for question, sign in signs.items()
        ),
        indicators=(
            AnswerPart("plan-adequate", CODES[first], by_rule=False, note="", flagged=False),
        ),
    )


def _by(order: int, question: str) -> str:
    """Return who gave an answer: to SUP-02 not who began the review."""
    return "C. Colleague" if question == "SUP-02" else "A. Auditor" if order % 2 else "B. Reviewer"


def _answer(reference: str, question: str, sign: str, *, by: str) -> AnswerPart:
    return AnswerPart(
        question=question,
        answer=CODES[sign],
        by_rule=sign == "r",
        note=NOTES.get((reference, question), ""),
        flagged=reference == "00123" and question == "SUP-02",
        by=by,
    )
