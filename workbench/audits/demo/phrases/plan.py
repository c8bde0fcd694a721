"""The investigation plan and its lines of inquiry, by the answers to the PLAN checklist."""

from typing import Final

from workbench.audits.demo.phrases.wording import SILENCE, Phrases, told

PHRASES: Final[Phrases] = {
    "PLAN-01": told(
        met=("Investigation plan.", "Plan for this investigation.", "Plan, written by OIC."),
        partly=(
            "No plan as such; actions as they came up:",
            "Running list of jobs, in the order they arose:",
        ),
        not_met=(
            "Plan template opened, all boxes blank.",
            "No plan on the log.",
            "Plan pasted from another crime number; it does not fit this one.",
        ),
        unseen=("Log says the plan is in the officer's book; the book is not on this file.",),
    ),
    "PLAN-02": told(
        met=("Written on the day of allocation.", "Written in the first tour of duty."),
        partly=(
            "Written on the fifth day, before inquiries began.",
            "Written four days after allocation; nothing had been started.",
        ),
        not_met=(
            "Written when the review asked for it, with the inquiries mostly done.",
            "Entered at the end, when the work was done.",
        ),
    ),
    "PLAN-03": told(
        met=(
            (
                "Alleged: {scene}. To prove: who did it, what was intended, and that it was "
                "not agreed to."
            ),
            (
                "The report is of {scene}; points to prove are identity, the act and the state "
                "of mind."
            ),
        ),
        partly=("Alleged: {scene}.", "The report is of {scene}."),
        not_met=("See incident log.", "Summary: as reported."),
    ),
    "PLAN-04": told(
        met=(
            (
                "Lines: {lead_do}; test what {other} says about where they were; account from the "
                "caller."
            ),
            (
                "Lines towards and away: {lead_do}; account from the caller; anything that clears "
                "{other}."
            ),
        ),
        partly=(
            "Lines: account from the caller; anything more that shows {other} did it.",
            "Lines: first account, then a check of local intelligence.",
        ),
        not_met=("Lines: usual inquiries.", "Lines: standard actions for this offence."),
    ),
    "PLAN-05": told(
        met=(
            "Every action has OIC as owner and {d5} or {d10} as its date.",
            "Owners and dates: OIC by {d4}, enquiry officer by {d9}.",
        ),
        partly=(
            "Each action says what to do; no dates.",
            "Actions are spelt out, owners are not named.",
        ),
        not_met=("Actions: make inquiries.", "Actions: progress as able."),
    ),
    "PLAN-06": told(
        met=(
            (
                "Victim and witnesses: statement by appointment, OIC keeps contact, "
                "personal statement and special measures to be asked about."
            ),
            (
                "Accounts: statement from the victim this week; weekly contact by OIC; personal "
                "statement offered then; no special measures called for so far."
            ),
        ),
        partly=(
            "Victim and witnesses: statements to be taken.",
            "Accounts: written statements, in the order of availability.",
        ),
        not_met=("Nothing planned for victim or witnesses.", SILENCE),
    ),
    "PLAN-07": told(
        met=(
            (
                "Suspect: identify from the account, invite for interview, and release under "
                "investigation with a date."
            ),
            (
                "Suspect: voluntary interview first; arrest only if refused; bail conditions if "
                "contact is feared."
            ),
        ),
        partly=("Suspect: arrest.", "Suspect: to be interviewed."),
        not_met=("Suspect: -", SILENCE),
    ),
    "PLAN-08": told(
        met=(
            "Evidence that fades first: {source}, to be secured by {d2}; telephones after that.",
            "Digital and forensic: {source} within two days, as it will be wiped or lost.",
        ),
        partly=(
            "Digital and forensic: {source}, when able.",
            "Digital and forensic: {source}; no dates.",
        ),
        not_met=("Digital and forensic: none.", SILENCE),
    ),
    "PLAN-09": told(
        met=(
            (
                "Risk: contact by {other}; caller has a safety plan; a protective order "
                "was weighed and is not sought while bail conditions do the same."
            ),
            (
                "Safeguarding: door camera lent, notice shared with partners; order considered and "
                "asked for, because contact has gone on."
            ),
        ),
        partly=(
            "Safeguarding: notice shared with partners, alarm lent.",
            "Safeguarding: caller staying with family for now.",
        ),
        not_met=("Risk and safeguarding: left blank.", SILENCE),
    ),
    "PLAN-10": told(
        met=(
            "Effort: four actions, in keeping with harm and solvability.",
            "Effort: short plan on purpose; solvability is low and so is harm.",
        ),
        partly=(
            "Effort: as above, plus a full telephone download that is not expected to help.",
            "Effort: as above; an inexpensive appeal to the neighbourhood is left out.",
        ),
        not_met=(
            "Effort: twenty actions, though nothing is expected from any of them.",
            "Effort: one telephone call, then file, whatever the harm.",
        ),
    ),
    "PLAN-11": told(
        met=(
            "Plan read and agreed, because it goes for the evidence that fades first.",
            "Plan agreed; add a check of local intelligence by {d6}.",
        ),
        partly=("Plan seen.", "Seen the plan."),
        not_met=(SILENCE,),
    ),
    "PLAN-12": told(
        met=("{Lead_done}", "Inquiry done: {lead_done}"),
        partly=("{Lead} only begun, the rest is left as minor.",),
        not_met=(SILENCE,),
    ),
    "PLAN-13": told(
        met=("{steady}",),
        partly=("Back on this after {gap} days without an entry; no reason, nothing was lost.",),
        not_met=(
            (
                "Back on this after {gap} days without an entry; no reason, and the list "
                "of callers that was to be asked for is gone by now."
            ),
        ),
    ),
    "PLAN-14": told(
        met=(
            "Allocated to {team}, as the policy says for this offence.",
            "Allocation: {team}, officer accredited for this level.",
        ),
        partly=("First sent to another team by mistake; came to {team} some time later.",),
        not_met=(
            "Stayed with {team}; the policy gives this offence to detectives, no reason noted.",
        ),
    ),
}
