"""Supervisors' entries, by the answers to the SUP checklist."""

from typing import Final

from workbench.audits.demo.phrases.wording import SILENCE, Phrases, told

PHRASES: Final[Phrases] = {
    "SUP-01": told(
        met=(SILENCE,),
        partly=(
            "Told my sergeant about this at handover, who said to carry on.",
            "Sergeant said in passing to keep going with it.",
        ),
        not_met=(
            "(automatic) Crime allocated. No entries.",
            "(automatic) No entries by supervisors.",
        ),
    ),
    "SUP-02": told(
        met=(
            "First direction: account from the caller today, then {first_action} by {d3}.",
            "Initial review. Do {first_action} first, by {d3}; ring me when done.",
            "To OIC: begin with {first_action}, result to me by {d3}.",
        ),
        partly=("Usual inquiries, please.", "Please make a start on this."),
        not_met=("You have this one.", "With OIC."),
    ),
    "SUP-03": told(
        met=(SILENCE,),
        partly=("This review is overdue.", "Review late, my days off."),
        not_met=("Review date moved on, workload.", "Review date put back."),
    ),
    "SUP-04": told(
        met=(
            (
                "Review. Risk has not changed. OIC to see the caller by {by} and report; "
                "next review {next}."
            ),
            "Review. What is missing is {first_action}: OIC by {by}. No new risk. Again on {next}.",
            "Review. Risk looked at, low. OIC to finish the statement by {by}; back to me {next}.",
        ),
        partly=(
            "Review. The statement should be finished and {first_action} looked into.",
            "Review. Have {first_action} followed up, please.",
        ),
        not_met=("Noted. Continue.", "Seen.", "Reviewed, carry on."),
    ),
    "SUP-05": told(
        met=(
            "All I asked for on {before} is done: account taken, nothing left over.",
            "Actions of {before} gone through one by one: done, results on the log.",
        ),
        partly=(
            "Of the actions of {before} most are done; one smaller one has no result.",
            "Actions of {before}: statement done, the follow-up call not yet.",
        ),
        not_met=(SILENCE,),
    ),
    "SUP-06": told(
        met=(
            "Victim: contact is as agreed, last update {before}; needs assessment checked.",
            "Victim's Code looked at: updates in time, personal statement asked about.",
        ),
        partly=("Victim still engaged, I take it.", "Victim mentioned: keep them happy."),
        not_met=(SILENCE,),
    ),
    "SUP-07": told(
        met=(
            "Suspect: {suspect_state}; OIC to decide on the next step by {by}.",
            "Suspect {suspect_state}. Check conditions and dates by {by}.",
        ),
        partly=("Suspect {suspect_state}.", "Suspect: {suspect_state}."),
        not_met=(SILENCE,),
    ),
    "SUP-08": told(
        met=(
            "Inspector's review, on time. Risk and progress looked at; go on as directed.",
            "Inspector's review before it was due. Agreed with the sergeant's plan.",
        ),
        partly=("Inspector's review, some days late. Progress looked at.",),
        not_met=("Inspector's review carried out by a sergeant in the inspector's absence.", ""),
    ),
    "SUP-09": told(
        met=(
            "One thing was missed: {lead_do}. Do it by {by}.",
            "Nobody has thought to {lead_do}. OIC to do so by {by}.",
        ),
        partly=(
            "You might also {lead_do}, as far as time allows.",
            "It would be good to {lead_do} at some point.",
        ),
        not_met=(SILENCE,),
    ),
    "SUP-10": told(
        met=(
            "Outcome {outcome} agreed with OIC before closing.",
            "I have chosen outcome {outcome} and not another, having talked to OIC.",
        ),
        partly=("Closure authorised.", "You can close this one."),
        not_met=("Closed by OIC; no supervisor asked.", "Closed by OIC without referral."),
    ),
    "SUP-11": told(
        met=(
            (
                "File checked: lines of inquiry and the victim's position are as they should "
                "be, and closing is right because nothing that is left would change the result."
            ),
            (
                "I have read the file through, lines and victim's wishes too. Closing is right, as "
                "the evidence will not get better or worse from here."
            ),
        ),
        partly=(
            "Closing because there is nothing more to be had from it.",
            "Reason: the case has run its course on what OIC tells me.",
        ),
        not_met=("All reasonable lines complete. File.", SILENCE),
    ),
}
