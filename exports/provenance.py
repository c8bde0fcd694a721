"""Where the figures come from: the record's history, the checklists, the program and the people."""

from exports.facts import NOT_HELD, Fact, Section
from exports.report import ChecklistPart, Report
from exports.wording import moment


def provenance_sections(report: Report) -> tuple[Section, ...]:
    """Return what identifies this report and all it was made from."""
    return (
        _report(report),
        _fingerprints(report),
        *(_checklist(checklist) for checklist in report.checklists),
    )


def _report(report: Report) -> Section:
    reviewers = {case.auditor for case in report.cases}
    answering = {part.by for case in report.cases for part in case.answers}
    auditors = sorted(filter(None, reviewers | answering))
    return Section(
        "This report",
        (
            Fact("Audit", report.audit),
            Fact("Marking", report.marking),
            Fact("Made", f"{moment(report.made_at)} by {report.made_by}"),
            Fact("Auditors", ", ".join(auditors) or "none yet"),
            Fact("Program", f"Casefile Workbench {report.program_version}"),
        ),
    )


def _fingerprints(report: Report) -> Section:
    population = report.population
    return Section(
        "What it rests on",
        (
            Fact("History head", report.history_head, verbatim=True),
            Fact(
                "What the head is for",
                "the last entry of the record's history when this was made; a record that no "
                "longer holds it has lost or changed entries since",
            ),
            Fact("Frame fingerprint", population.frame_fingerprint, verbatim=True),
            Fact("Content fingerprint", population.content_fingerprint or NOT_HELD, verbatim=True),
            Fact("Source file SHA-256", population.source_sha256 or NOT_HELD, verbatim=True),
        ),
    )


def _checklist(checklist: ChecklistPart) -> Section:
    return Section(
        f"Checklist {checklist.id}",
        (
            Fact("Title", checklist.title),
            Fact("Version", checklist.version),
            Fact("SHA-256", checklist.sha256, verbatim=True),
        ),
    )
