"""First contact: what the incident log says, by the answers to the THRIVE checklist."""

from typing import Final

from workbench.audits.demo.phrases.wording import SILENCE, Phrases, told

PHRASES: Final[Phrases] = {
    "THRIVE-01": told(
        met=("THRIVE form.", "THRIVE template completed.", "THRIVE assessment, all headings."),
        partly=("Free text, no form.", "Call taker's notes, without headings."),
        not_met=("THRIVE done.", "THRIVE template attached, all boxes blank.", SILENCE),
    ),
    "THRIVE-02": told(
        met=("Entered while the caller was on the line.", "Entered during the contact."),
        partly=("Entered just after the grade.", "Entered some minutes after grading."),
        not_met=("Added because the supervisor asked for it.", "Added later, at closure."),
    ),
    "THRIVE-03": told(
        met=(
            "Threat: to the caller, from {other}.",
            "Threat: from {other}, aimed at the caller and nobody else.",
            (
                "Threat: none now, because {other} left before the call and did not say they "
                "would return."
            ),
        ),
        partly=(
            "Threat: the caller feels under threat.",
            "Threat: somebody is said to be making threats.",
        ),
        not_met=("Threat: as per log.", "Threat: yes."),
    ),
    "THRIVE-04": told(
        met=(
            "Harm: upset and out of pocket; more of the same is likely if it is not dealt with.",
            "Harm: shaken, not in need of care; a repeat would trouble the caller more.",
            "Harm: no lasting harm so far; loss of sleep is likely while this goes on.",
        ),
        partly=("Harm: the caller is upset by what happened.", "Harm: inconvenience so far."),
        not_met=("Harm: low.", "Harm: see above."),
    ),
    "THRIVE-05": told(
        met=(
            (
                "Risk: return tonight unlikely, {other} lives in another town; caller will "
                "stay with a friend until seen."
            ),
            (
                "Risk: could recur this week; door locked and caller to ring 999 at once until "
                "officers are there."
            ),
            "Risk: no weapon, no alcohol, first time; caller safe at work until somebody rings.",
        ),
        partly=(
            "Risk: could recur, as it has happened at this time of day.",
            "Risk: {other} is known to hold a grudge, so it may be repeated.",
        ),
        not_met=("Risk: standard.", "Risk: medium."),
    ),
    "THRIVE-06": told(
        met=(
            (
                "Investigation: asked about suspect, witnesses, cameras and traces; answers "
                "are under crime record."
            ),
            (
                "Investigation: caller was asked who did it, who saw it, what was filmed and "
                "what was left. Answers noted."
            ),
        ),
        partly=(
            "Investigation: suspect discussed; cameras and witnesses not asked about.",
            "Investigation: asked about cameras only.",
        ),
        not_met=("Investigation: for the officer.", "Investigation: to follow."),
    ),
    "THRIVE-07": told(
        met=(
            "Vulnerability: asked about health, age and support. {Vulnerable}",
            "Vulnerability: caller asked whether they can keep themselves safe. {Vulnerable}",
        ),
        partly=(
            "Vulnerability: {vulnerable_word}.",
            "Vulnerability: asked about health and support; no conclusion noted.",
        ),
        not_met=("Vulnerability:", "Vulnerability: n/k."),
    ),
    "THRIVE-08": told(
        met=(
            (
                "Engagement: wants to be taken seriously and told the result; told to expect "
                "a call today; mobile, after four."
            ),
            "Engagement: wants it to stop; told what we can do and when; text first, then ring.",
        ),
        partly=(
            "Engagement: wants it to stop. Number taken.",
            "Engagement: told an officer will ring; number taken.",
        ),
        not_met=("Engagement: number taken.", "Engagement: tel."),
    ),
    "THRIVE-09": told(
        met=(
            "Searched caller, address and number on local records and PNC: {history}.",
            "Local records, PNC and the number's history searched; {history}.",
        ),
        partly=(
            "Address searched: {history}.",
            "Caller and address searched, result not noted.",
        ),
        not_met=("No search was made before this was resolved.", SILENCE),
        unseen=("Search said to be on the paper sheet; the sheet is not on this file.",),
    ),
    "THRIVE-10": told(
        met=("Repeat check: {repeat_right}.", "Repeat caller or victim? {Repeat_right}."),
        partly=("Repeat check: {repeat_thin}.",),
        not_met=("Repeat check: {repeat_wrong}.", SILENCE),
    ),
    "THRIVE-11": told(
        met=(
            "Household: asked; two children of 6 and 9, asleep and not at risk.",
            "Household: asked; lives alone, nobody else there.",
            "Household: an elderly parent is upstairs, in good health and not involved.",
        ),
        partly=(
            "Household: others live there.",
            "Household: there are children in the house.",
        ),
        not_met=("Household not asked about.", SILENCE),
    ),
    "THRIVE-12": told(
        met=(
            "Markers checked: none for caller, address or {other}.",
            "Warning markers looked at, firearms and MARAC among them: none, grade not affected.",
        ),
        partly=("Marker on screen for this address.", "One marker shows against the address."),
        not_met=("Markers not checked.", SILENCE),
    ),
    "THRIVE-13": told(
        met=(
            "Graded {grade}: {grade_reason}.",
            "{Grade} grade, as the policy says when {grade_reason}.",
        ),
        partly=("Graded {grade}, reason not noted.", "{Grade}. No reason is typed."),
        not_met=(
            "Graded {grade} with nothing recorded to grade from.",
            "Graded Advice only, although the caller said that {other} was still close by.",
        ),
    ),
    "THRIVE-14": told(
        met=(
            (
                "Advised to touch nothing, to keep what was left behind and to save messages and "
                "pictures."
            ),
            "Caller told not to clean up, and to ask today that {source} be kept.",
        ),
        partly=(
            "Told to preserve the scene.",
            "General advice on evidence given; {source} not mentioned.",
        ),
        not_met=("No advice on evidence was given.", SILENCE),
    ),
    "THRIVE-15": told(
        met=(
            "Advised on locks and lighting for this address, and to ring 999 if it recurs.",
            "Safety advice for tonight given: who to ring, where to go, what to keep ready.",
            "No prevention advice needed: the premises had a survey last month and act on it.",
        ),
        partly=("Website link sent.", "Standard safety leaflet sent."),
        not_met=("No advice on safety or prevention.", SILENCE),
    ),
    "THRIVE-16": told(
        met=(
            "THRIVE done again because of this: {rethrive}.",
            "Re-THRIVE on this change: {rethrive}.",
        ),
        partly=("Re-THRIVE: no change.", "THRIVE looked at again, reason not noted."),
        not_met=("Noted, no fresh assessment.", SILENCE),
    ),
    "THRIVE-17": told(
        met=(
            "Recording heard: call taker calm, listens, says what happens next.",
            "Recording heard: courteous, thanks the caller and explains the next step.",
        ),
        partly=(
            "Recording heard: correct but hurried, rings off without saying what happens next.",
        ),
        not_met=("Recording heard: call taker says there is little point in reporting this.",),
        unseen=("Recording listed, but it cannot be opened.",),
    ),
    "THRIVE-18": told(
        met=("Answered in {fast} seconds.", "Time to answer: {fast} s."),
        not_met=("Answered after {slow} seconds.", "Time to answer: {slow} s."),
        unseen=("Telephony record not on file.",),
    ),
}
