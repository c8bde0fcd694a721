"""Contact with the victim, by the answers to the VCOP checklist."""

from typing import Final

from workbench.audits.demo.phrases.wording import SILENCE, Phrases, told

PHRASES: Final[Phrases] = {
    "VCOP-01": told(
        met=("Needs assessment completed.", "Victim needs assessment (VNA) on file."),
        partly=(
            "Needs assessment begun, page 1 of 3 filled in.",
            "Needs jotted down on the log; no assessment form.",
        ),
        not_met=(
            "Needs assessment form opened, nothing entered.",
            "No needs assessment.",
            SILENCE,
        ),
        unseen=("Log says a needs assessment was done; there is none on this file.",),
    ),
    "VCOP-02": told(
        met=("Done at the first meeting in person.", "Done with the first account."),
        partly=(
            "Done in the third week, before any support was arranged.",
            "Done after a fortnight; nothing had depended on it yet.",
        ),
        not_met=("Done at closure.", "Done because the review asked for it, at the end."),
    ),
    "VCOP-03": told(
        met=(
            "Asked what would help, the victim said a call in the evenings; counselling declined.",
            "Victim's answers are written out; wants help with locks, nothing else.",
        ),
        partly=(
            "Victim was asked about support; what is wanted is not clear from it.",
            "Victim's answers are there; the part on support is left open.",
        ),
        not_met=("Boxes ticked, no text.", "Filled in by OIC from the log, victim not asked."),
    ),
    "VCOP-04": told(
        met=("Enhanced rights: {enhanced_right}.", "Category decided: {enhanced_right}."),
        partly=(
            "Category box empty; contact and support were given as for {enhanced_word} rights.",
        ),
        not_met=("Enhanced rights: {enhanced_wrong}, no reason.", SILENCE),
    ),
    "VCOP-05": told(
        met=(
            "Letter with crime number and Victims' Code leaflet sent {d2}.",
            "Email with crime number and link to the Victims' Code sent {d1}.",
        ),
        partly=(
            "Letter with crime number sent {d2}, without the Victims' Code leaflet.",
            "Letter with crime number and Victims' Code leaflet sent {d12}.",
        ),
        not_met=("No letter, text or email sent.", SILENCE),
        unseen=("Log says a letter was sent; there is no copy and no date.",),
    ),
    "VCOP-06": told(
        met=(
            "Need: {need}. Arranged from the first visit and used for every contact.",
            "Need: {need}. Used for the account and for all updates since.",
        ),
        partly=("Need: {need}. Used for the account; later calls were made without it.",),
        not_met=("Need: {need}. Nothing arranged.",),
    ),
    "VCOP-07": told(
        met=(
            "Victim support offered; referred {d1}.",
            "Support offered and explained; the victim declined it.",
        ),
        partly=(
            "Victim support offered; referred {d12}.",
            "Referral to victim support made {d1}; whether the victim agreed is not noted.",
        ),
        not_met=("Support was not offered.", SILENCE),
    ),
    "VCOP-08": told(
        met=(
            "Agreed with the victim: text message, every two weeks.",
            "Contact agreement: telephone after six, every four weeks, as the victim asked.",
        ),
        partly=(
            "Contact: by telephone, as the victim asked; how often is left open.",
            "Contact set to email every four weeks, not discussed with the victim.",
        ),
        not_met=("Contact agreement: blank.", SILENCE),
    ),
    "VCOP-09": told(
        met=(
            "Updates since: given each time they were due, once an honest nothing new.",
            "Every update given on its day; two calls tried again until answered.",
        ),
        partly=(
            "Updates: one was a fortnight late, the others on time.",
            "One update was missed; the others were given.",
        ),
        not_met=(
            "No update since the first; the victim rang in twice to ask.",
            "Updates stopped after the second week.",
        ),
    ),
    "VCOP-10": told(
        met=(
            "Victim told of {event} the next working day, and why.",
            "{Event}: the victim was rung the next day with the reasons.",
        ),
        partly=(
            "Victim told of {event} the next working day, no reasons noted.",
            "{Event}: told twelve working days later, with reasons.",
        ),
        not_met=("The victim was not told of {event}.", SILENCE),
    ),
    "VCOP-11": told(
        met=(
            "Personal statement offered; {vps_answer}.",
            "VPS explained and offered: {vps_answer}.",
        ),
        partly=("Personal statement offered.", "VPS leaflet handed over; answer not noted."),
        not_met=("Statement of what happened taken; VPS not mentioned.", SILENCE),
    ),
    "VCOP-12": told(
        met=(
            "VPS taken {d9}; to be read out by the prosecutor, as wished.",
            "VPS on file; the victim wishes to read it.",
        ),
        partly=("VPS on file; nothing on who is to read it.",),
        not_met=("VPS wanted; not taken so far.", "VPS was asked for and is not on file."),
        unseen=("VPS said to be with the statements; it is not on this file.",),
    ),
    "VCOP-13": told(
        met=(
            "Special measures explained; the victim would like screens, MG2 prepared.",
            "Special measures talked through; none wanted.",
        ),
        partly=("MG2: screens. No sign that the victim was asked.",),
        not_met=("Special measures not discussed.", SILENCE),
    ),
    "VCOP-14": told(
        met=(
            "Rang the victim on closing: outcome, reasons and the right to review explained.",
            "Outcome and reasons given in person at closure; right to review leaflet left.",
        ),
        partly=(
            "Victim told of the outcome at closure; reasons not noted.",
            "Text sent: case closed, with the reason. Right to review not mentioned.",
        ),
        not_met=("Victim not contacted at closure.", SILENCE),
    ),
    "VCOP-15": told(
        met=(
            "Compensation and expenses explained; property to go back on {d20}.",
            "Told how to claim for the loss, and that the property comes back when examined.",
        ),
        partly=(
            "Told when the property comes back; compensation not mentioned.",
            "Compensation scheme explained; return of property not mentioned.",
        ),
        not_met=("Compensation and property not mentioned.", SILENCE),
    ),
    "VCOP-16": told(
        met=(
            "Mobile and email on record, both working.",
            "Contact details checked with the victim: right.",
        ),
        partly=("Old number on record still works; the new one given {d7} was not carried over.",),
        not_met=(
            "Number on record does not connect; not corrected.",
            "Letter came back, address unknown; record not changed.",
        ),
    ),
}
