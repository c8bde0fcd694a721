"""Going on without the victim, by the answers to the ELP checklist."""

from typing import Final

from workbench.audits.demo.phrases.wording import SILENCE, Phrases, told

PHRASES: Final[Phrases] = {
    "ELP-01": told(
        met=(
            "Early entry: plan for this to stand without the victim, should support be lost.",
            "At the outset: look for evidence that does not depend on the victim.",
        ),
        partly=("Other evidence collected early; no word on what it is for.",),
        not_met=("Case rests on the victim's account.", SILENCE),
    ),
    "ELP-02": told(
        met=(
            "Going on without the victim weighed: what is left is {left}; {go_on}.",
            "Evidence-led? Considered on {left}; {go_on}.",
        ),
        partly=("Evidence-led considered.", "Evidence-led prosecution looked at, not suitable."),
        not_met=("Victim does not support. No further action.", SILENCE),
    ),
    "ELP-03": told(
        met=(
            (
                "Before closing: I have weighed {left} without the victim, and it falls "
                "short because it does not show who did it."
            ),
            "Evidence-led considered by me: {left} is not enough by itself, so close.",
        ),
        partly=("Agree with OIC on going no further without the victim.",),
        not_met=("Victim does not support.", SILENCE),
    ),
    "ELP-04": told(
        met=(
            (
                "Body-worn video of the first account on file (ref {ref}); watched, shows "
                "the caller upset and the room in disorder."
            ),
            "BWV ref {ref} viewed: first account, scene and demeanour all on it.",
        ),
        partly=("BWV ref {ref} kept; no sign that it was watched.",),
        not_met=("Body-worn video not switched on, no reason.", SILENCE),
        unseen=("BWV mentioned, no reference; nothing under this crime number.",),
    ),
    "ELP-05": told(
        met=(
            "Recording of the call exhibited: account given at the time.",
            "Call recording listened to and set aside: the line is too poor to use.",
        ),
        partly=("Call recording asked for; not received.",),
        not_met=("Call recording not asked for.", SILENCE),
    ),
    "ELP-06": told(
        met=(
            "Photographs exhibited, a second set taken three days on.",
            "Scene and everything reported photographed; later set exhibited too.",
        ),
        partly=("Photographs taken on the day; no second set.",),
        not_met=("No photographs.", SILENCE),
    ),
    "ELP-07": told(
        met=(
            "The neighbour and both sides of the street spoken to; what they said is recorded.",
            "All who could have seen or heard it were visited; two short statements.",
        ),
        partly=("House-to-house done next door only; the neighbour named was out.",),
        not_met=("Nobody else spoken to.", SILENCE),
    ),
    "ELP-08": told(
        met=(
            "Pursued: {source}, obtained and viewed.",
            "{Source} and telephones followed up; results on the log.",
        ),
        partly=("{Source} asked for after four weeks, too late.",),
        not_met=("No digital or forensic work.", SILENCE),
    ),
    "ELP-09": told(
        met=(
            "Consent to medical records given; records asked for.",
            "Consent to medical records asked for and refused.",
        ),
        partly=("Medical consent signed; records not asked for.",),
        not_met=("Medical records not raised.", SILENCE),
    ),
    "ELP-10": told(
        met=(
            (
                "History on file from local records and PNC: an earlier pattern that supports this "
                "account."
            ),
            "Earlier incidents, orders and character checked: nothing that helps either way.",
        ),
        partly=("PNC and local printouts attached.",),
        not_met=("No history on file.", SILENCE),
    ),
    "ELP-11": told(
        met=(
            "Interview account checked against the rest: it does not hold at two points.",
            "What the suspect said was tested; part of it is borne out.",
        ),
        partly=("Suspect's account left as it stands.",),
        not_met=("Suspect not interviewed, no reason.", SILENCE),
    ),
    "ELP-12": told(
        met=(
            "Hearsay: first account to the call taker could go in as given at the time (s118).",
            "Hearsay weighed: account to the officer, fear (s116) not made out.",
        ),
        partly=("Hearsay considered.",),
        not_met=("Hearsay not considered.", SILENCE),
    ),
    "ELP-13": told(
        met=(
            (
                "Withdrawal statement in the victim's words: reasons, no pressure, "
                "special measures offered, feels safe."
            ),
            (
                "Withdrawal recorded on video: why, asked about fear and pressure, "
                "measures offered, safety plan."
            ),
        ),
        partly=("Withdrawal statement: wants to move on. Safety not covered.",),
        not_met=("Withdrawal: victim no longer supports a prosecution.",),
    ),
    "ELP-14": told(
        met=(
            "Summons weighed: would put the victim at more risk, so not asked for.",
            "Witness summons looked at against safety; to be asked for, with measures.",
        ),
        partly=("Witness summons ruled out.",),
        not_met=("No word on a summons.", SILENCE),
    ),
    "ELP-15": told(
        met=(
            "Early advice from the prosecutor on file (MG3).",
            "Charging advice sought and received; answer on file.",
        ),
        partly=("Advice from the prosecutor asked for on the last day.",),
        not_met=("No advice from the prosecutor; police decision.", SILENCE),
    ),
    "ELP-16": told(
        met=(
            "DVPN considered and not sought: the two no longer live or meet together.",
            "Order sought after release: contact feared at the home.",
        ),
        partly=("DVPN considered, not suitable.",),
        not_met=("No order mentioned so far.", SILENCE),
    ),
}
