"""The method of an audit in words: what was sampled, how it was drawn, counted and estimated."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from exports.facts import NOT_HELD, Fact, Section
from exports.redraw_recipe import fingerprint_recipe, redraw_recipe
from exports.report import DrawPart, FlowStep, PopulationPart, Report
from exports.tallies import is_unweighted
from exports.wording import moment, number

INTERVAL_WORDS: Final = MappingProxyType(
    {
        "wilson": "the score interval of Wilson (1927), with n(N-1)/(N-n) in place of n, because "
        "a sample from a short list says more",
        "exact hypergeometric, one-sided": "the lowest share of the list that could well have "
        "given this sample, with all the chance of error below it",
        "exact hypergeometric": "every share of the list that could well have given this sample",
        "clopper-pearson": "the exact binomial interval of Clopper and Pearson (1934), as if the "
        "list had no end, so wider than it need be",
        "jeffreys": "the Bayesian interval with the prior of Jeffreys (Brown, Cai and DasGupta "
        "2001)",
        "korn-graubard": "the exact interval of Korn and Graubard (1998), for the number of cases "
        "that the weighted sample is worth",
        "agresti-coull": "the interval of Agresti and Coull (1998)",
    }
)
"""What each interval is, by how its name begins."""

DESIGN_WORDS: Final = MappingProxyType(
    {
        "simple": "simple random sample: the cases with the lowest tickets",
        "stratified": "stratified random sample: the lowest tickets within each stratum",
        "systematic": "systematic sample: every k-th case from a random start",
        "cluster": "cluster sample: every case of the clusters with the lowest tickets",
        "two-stage": "two-stage sample: clusters by ticket, then cases by ticket within each",
        "pps": "sequential Poisson sample: lowest ticket divided by size",
    }
)

_COUNTING: Final = Section(
    "How answers are counted",
    (
        Fact("Rate", "met / (met + partly met + not met + not evidenced)"),
        Fact("Not evidenced", "counts against the rate: the record is what is audited"),
        Fact(
            "Not applicable",
            "leaves the rate, whether the auditor or the rule of the question said so",
        ),
        Fact("Unanswered", "is no answer: it is in no rate, and is reported beside each"),
        Fact("Lenient rate", "counts partly met as met; it stands beside the rate, never for it"),
        Fact("No applicable case", "means that there is no rate; it is not 0%"),
    ),
)


_AGREEING: Final = Section(
    "How far two readers agree",
    (
        Fact(
            "Which cases",
            "those that fell to a second auditor by chance, who answered without sight of the "
            "first's answers; cases chosen for what the first found are in no figure of agreement",
        ),
        Fact(
            "Agreement",
            "the share of those cases on which both answered alike, with the interval of Wilson; "
            "met or not is measured in the cases that both found applicable",
        ),
        Fact(
            "AC1",
            "Gwet (2008): (agreement - chance) / (1 - chance), chance being the sum of p(1 - p) "
            "over the q possible answers, divided by q - 1, with p the share of an answer; the "
            "interval by Student's t",
        ),
        Fact(
            "Kappa",
            "Cohen (1960): the same, chance being the sum of the products of both readers' "
            "shares of each answer; the interval by Fleiss, Cohen and Everitt (1969)",
        ),
        Fact(
            "Which to go by",
            "the agreement and AC1; kappa falls towards 0 where nearly all answers are alike, "
            "however well the readers agree, and is explained wherever it does",
        ),
    ),
)


def method_sections(report: Report) -> tuple[Section, ...]:
    """Return the method of the audit, ready for a sheet or a page."""
    return (
        _population(report.population),
        _frame(report.population),
        _draw(report.draw, report.population.frame_size),
        _recipe(report.draw),
        _counting(report),
        _estimation(report),
        *_agreement(report),
    )


def _population(population: PopulationPart) -> Section:
    return Section(
        "What was sampled",
        (
            Fact("Population", population.name),
            Fact("Source file", population.source_name),
            Fact("Source file SHA-256", population.source_sha256 or NOT_HELD, verbatim=True),
            Fact("Read with profile", population.profile),
            Fact("Imported", f"{moment(population.imported_at)} by {population.imported_by}"),
            Fact("Columns kept", ", ".join(population.kept_columns) or "the reference only"),
            Fact("Columns dropped", ", ".join(population.dropped_columns) or "none"),
        ),
    )


def _frame(population: PopulationPart) -> Section:
    flow = population.flow
    return Section(
        "From the list to the frame",
        (
            Fact("Rows received", flow.received),
            *_steps("Rejected", flow.rejected),
            *_steps("Excluded", flow.excluded),
            Fact("Eligible: the frame", flow.eligible),
            Fact("Frame fingerprint", population.frame_fingerprint, verbatim=True),
            Fact("Content fingerprint", population.content_fingerprint or NOT_HELD, verbatim=True),
        ),
    )


def _steps(kind: str, steps: tuple[FlowStep, ...]) -> tuple[Fact, ...]:
    if not steps:
        return (Fact(kind, 0),)
    return tuple(Fact(f"{kind}: {step.reason}", step.rows) for step in steps)


def _draw(draw: DrawPart, frame_size: int) -> Section:
    return Section(
        "How the cases were chosen",
        (
            Fact("Design", DESIGN_WORDS.get(draw.design, draw.design)),
            Fact("Sizes", _sizes(draw, frame_size)),
            Fact("Reserves", f"{number(len(draw.reserves))}, used {len(draw.replacements)}"),
            Fact("Seed", draw.seed, verbatim=True),
            Fact("Where the seed came from", draw.seed_source),
            Fact("Drawn", f"{moment(draw.drawn_at)} by {draw.drawn_by}"),
            Fact("Draws made on this frame", draw.draws_on_this_frame),
        ),
    )


def _sizes(draw: DrawPart, frame_size: int) -> str:
    total = f"{number(len(draw.cases))} of {number(frame_size)} cases"
    if len(draw.sizes) < 2:  # noqa: PLR2004 - one size is the whole sample, said already
        return total
    parts = ", ".join(f"{name} {number(size)}" for name, size in draw.sizes.items())
    return f"{total} ({parts})"


def _recipe(draw: DrawPart) -> Section:
    ticket = "the SHA-256 of the text seed|reference, in lower-case hexadecimal, UTF-8"
    lines = redraw_recipe(draw)
    return Section(
        "Draw it again",
        (
            Fact("Ticket of a case", ticket),
            Fact("With the program", "workbench redraw CERTIFICATE FILE, from the original list"),
            Fact("The fingerprint, in a shell", fingerprint_recipe(), verbatim=True),
            *(
                Fact("The cases, in a shell" if at == 0 else "", line, verbatim=True)
                for at, line in enumerate(lines)
            ),
            *_recipe_notes(draw),
        ),
    )


def _recipe_notes(draw: DrawPart) -> tuple[Fact, ...]:
    if draw.design == "simple":
        return (Fact("references.txt", "the references of the frame, one a line"),)
    if draw.design == "stratified":
        return (
            Fact(
                "references.txt",
                "the references of one stratum, one a line; size is what was drawn from it "
                "with its reserves",
            ),
        )
    return ()


def _counting(report: Report) -> Section:
    if is_unweighted(report):
        return _COUNTING
    weights = Fact(
        "Weights",
        "each case counts for as many as it speaks for, 1 over its chance of being drawn, so a "
        "rate is not simply met / applicable",
    )
    return replace(_COUNTING, facts=(*_COUNTING.facts, weights))


def _estimation(report: Report) -> Section:
    methods = sorted({line.method for line in (*report.rates, *report.indicators)})
    return Section(
        "How sure the rates are",
        (
            Fact("Confidence", f"{report.confidence * 100:g}%"),
            Fact("Interval", "; ".join(map(_explained, methods))),
            Fact(
                "HMICFRS style",
                "the rate ± the half width of the normal interval with the finite population "
                "correction, in percentage points, as the inspectorate prints it; for comparison "
                "only, because it is too narrow for small samples and near 0% and 100%",
            ),
            Fact(
                "What the interval covers",
                "chance in which cases were drawn; not wrong answers, and not cases missing "
                "from the list",
            ),
        ),
    )


def _agreement(report: Report) -> tuple[Section, ...]:
    return (_AGREEING,) if report.agreement else ()


def _explained(method: str) -> str:
    begins = (key for key in INTERVAL_WORDS if method.casefold().startswith(key))
    key = next(begins, "")
    return f"{method}: {INTERVAL_WORDS[key]}" if key else method
