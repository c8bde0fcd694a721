"""What a member of a team may see and write of the cases: the functions that the policies ask.

Each runs as the owner of the tables (SECURITY DEFINER), so that a policy that looks into another
table does not set off that table's policy; each has a fixed search path, so that nobody can put a
table of their own in the way; and each answers for the login (`session_user`), which SET ROLE does
not change. A name that is not registered, or no longer active, is shown nothing.

A reading is *given* to who it is allocated to, else to who began it; a reserve goes to who had the
case that it replaced. A case is *finished* when both its readings are. Until then its two readers
are *blind*: each sees their own reading and no other.
"""

from typing import Final

UNALLOCATED: Final = "unallocated_cases"
"""The setting that says whether a draw of which no first reading is allocated is open to all."""
OPEN: Final = "open"
CLOSED: Final = "closed"

_READING_ROWS: Final = "TABLE (case_id integer, reading integer)"
_NUMBERS: Final = "SETOF integer"

TEAM_NAME: Final = """
    SELECT name FROM auditor WHERE login = session_user AND active
"""
TEAM_ROLE: Final = """
    SELECT role FROM auditor WHERE login = session_user AND active
"""
TEAM_GIVEN: Final = """
    WITH RECURSIVE mine AS (
        SELECT a.case_id, a.reading FROM allocation a WHERE a.auditor = (SELECT team_name())
        UNION
        SELECT r.case_id, r.reading FROM review r
        WHERE r.auditor = (SELECT team_name()) AND NOT EXISTS (
            SELECT FROM allocation a WHERE a.case_id = r.case_id AND a.reading = r.reading)
        UNION
        SELECT x.reserve_id, m.reading FROM mine m JOIN replacement x ON x.case_id = m.case_id
        WHERE NOT EXISTS (
            SELECT FROM allocation a WHERE a.case_id = x.reserve_id AND a.reading = m.reading)
    )
    SELECT case_id, reading FROM mine
"""
TEAM_OPEN: Final = f"""
    SELECT c.id, 1 FROM sampled_case c
    WHERE EXISTS (SELECT FROM setting WHERE key = '{UNALLOCATED}' AND value = '{OPEN}')
        AND (SELECT team_role()) IN ('supervisor', 'moderator', 'auditor')
        AND (c.role = 'sample' OR c.id IN (SELECT reserve_id FROM replacement))
        AND c.draw_id NOT IN (
            SELECT s.draw_id FROM allocation a JOIN sampled_case s ON s.id = a.case_id
            WHERE a.reading = 1)
        AND c.id NOT IN (SELECT g.case_id FROM team_given() g WHERE g.reading = 2)
"""  # noqa: S608 - our own words
"""A first reading that nobody was given, where the team has said that such are open to all."""
TEAM_READINGS: Final = """
    SELECT case_id, reading FROM team_given() UNION SELECT case_id, reading FROM team_open()
"""
TEAM_FINISHED: Final = """
    SELECT case_id FROM review WHERE reading IN (1, 2) AND finished_at IS NOT NULL
    GROUP BY case_id HAVING count(*) = 2
"""
TEAM_CASES: Final = """
    WITH RECURSIVE mine (id) AS (
        SELECT case_id FROM team_readings()
        UNION
        SELECT x.case_id FROM mine m JOIN replacement x ON x.reserve_id = m.id
    )
    SELECT id FROM mine
"""
"""My cases, and those in whose place they stand."""
TEAM_UNBLINDED: Final = """
    SELECT f FROM team_finished() f
    WHERE (SELECT team_role()) = 'moderator'
        OR ((SELECT team_role()) = 'auditor' AND f IN (SELECT team_cases()))
    UNION ALL
    SELECT c.id FROM sampled_case c
    WHERE (SELECT team_role()) = 'supervisor' AND c.id NOT IN (
        SELECT g.case_id FROM team_given() g
        WHERE g.reading IN (1, 2) AND g.case_id NOT IN (SELECT team_finished()))
"""
"""Cases of which I may see every reading."""
TEAM_WRITABLE: Final = """
    SELECT m.case_id, m.reading FROM team_readings() m
    WHERE (SELECT team_role()) <> 'viewer'
        AND (m.reading = 3) = (m.case_id IN (SELECT team_finished()))
    UNION
    SELECT f, 3 FROM team_finished() f WHERE (SELECT team_role()) IN ('moderator', 'supervisor')
"""
"""Readings that I may write: 1 and 2 until both are finished, and 3, the settled one, from then."""
TEAM_READABLE_REVIEWS: Final = """
    SELECT r.id FROM review r
    WHERE r.case_id IN (SELECT team_unblinded())
        OR (r.case_id, r.reading) IN (SELECT m.case_id, m.reading FROM team_readings() m)
"""
TEAM_WRITABLE_REVIEWS: Final = """
    SELECT r.id FROM review r
    WHERE (r.case_id, r.reading) IN (SELECT w.case_id, w.reading FROM team_writable() w)
"""
TEAM_WHYS: Final = """
    SELECT a.case_id, a.reading, a.why::text FROM allocation a
    WHERE (a.auditor = (SELECT team_name()) AND a.reading <> 2)
        OR a.case_id IN (SELECT team_unblinded())
"""
"""Why I read a case, but not why second before both have finished: a critical fail, perhaps."""
TEAM_HIDDEN: Final = """
    SELECT count(*)::integer FROM sampled_case c
    WHERE c.draw_id = of_draw
        AND (reserves_too OR c.role = 'sample')
        AND (SELECT team_role()) IS DISTINCT FROM 'supervisor'
        AND c.id NOT IN (SELECT team_cases() UNION SELECT team_unblinded())
"""
"""How many cases of a draw I am not shown at all."""
TEAM_SIZE: Final = """
    SELECT count(*)::integer FROM sampled_case
    WHERE draw_id = of_draw AND (reserves_too OR role = 'sample')
"""
TEAM_KNOWN_LOTS: Final = """
    SELECT s.draw_id FROM second_reading s
    WHERE (SELECT team_role()) IN ('supervisor', 'moderator', 'auditor')
        AND (NOT EXISTS (
            SELECT FROM sampled_case c
            WHERE c.draw_id = s.draw_id
                AND (c.role = 'sample' OR c.id IN (SELECT x.reserve_id FROM replacement x))
                AND c.id NOT IN (SELECT x.case_id FROM replacement x)
                AND NOT EXISTS (
                    SELECT FROM review r
                    WHERE r.case_id = c.id AND r.reading = 1 AND r.finished_at IS NOT NULL))
        OR ((SELECT team_role()) IN ('supervisor', 'moderator') AND NOT EXISTS (
            SELECT FROM sampled_case c
            WHERE c.draw_id = s.draw_id AND c.id IN (SELECT f FROM team_read_first() f))))
"""
"""Draws of which I may know by which seed cases fell to a second reading."""
TEAM_READ_FIRST: Final = """
    SELECT a.case_id FROM allocation a
    WHERE a.reading = 1 AND a.auditor = (SELECT team_name())
    UNION
    SELECT r.case_id FROM review r
    WHERE r.reading = 1 AND (r.auditor = (SELECT team_name()) OR r.id IN (
        SELECT w.review_id FROM answer w WHERE w.changed_by = (SELECT team_name())))
"""
"""Cases that I was given to read first, began, or answered something in."""
TEAM_LOT_SEED: Final = """
    SELECT s.seed FROM second_reading s
    WHERE s.draw_id = of_draw AND s.draw_id IN (SELECT team_known_lots())
"""
TEAM_KEPT_LOTS: Final = """
    SELECT d.audit_id FROM draw d JOIN second_reading s ON s.draw_id = d.id
    WHERE d.id NOT IN (SELECT team_known_lots())
        AND NOT EXISTS (
            SELECT FROM draw later WHERE later.audit_id = d.audit_id AND later.number > d.number)
"""
"""Audits whose history must not tell me the lot of the draw that is in use."""

INSIDE: Final = {
    "team_given()": (_READING_ROWS, TEAM_GIVEN),
    "team_open()": (_READING_ROWS, TEAM_OPEN),
    "team_finished()": (_NUMBERS, TEAM_FINISHED),
    "team_read_first()": (_NUMBERS, TEAM_READ_FIRST),
    "team_known_lots()": (_NUMBERS, TEAM_KNOWN_LOTS),
}
"""Functions that only the others may ask, with what they return: they tell of other people."""
ASKED: Final = {
    "team_name()": ("text", TEAM_NAME),
    "team_role()": ("text", TEAM_ROLE),
    "team_readings()": (_READING_ROWS, TEAM_READINGS),
    "team_cases()": (_NUMBERS, TEAM_CASES),
    "team_unblinded()": (_NUMBERS, TEAM_UNBLINDED),
    "team_writable()": (_READING_ROWS, TEAM_WRITABLE),
    "team_readable_reviews()": (_NUMBERS, TEAM_READABLE_REVIEWS),
    "team_writable_reviews()": (_NUMBERS, TEAM_WRITABLE_REVIEWS),
    "team_whys()": ("TABLE (case_id integer, reading integer, why text)", TEAM_WHYS),
    "team_lot_seed(of_draw integer)": ("text", TEAM_LOT_SEED),
    "team_kept_lots()": (_NUMBERS, TEAM_KEPT_LOTS),
    "team_hidden(of_draw integer, reserves_too boolean)": ("integer", TEAM_HIDDEN),
    "team_size(of_draw integer, reserves_too boolean)": ("integer", TEAM_SIZE),
}
"""Functions that the policies and the program ask: they tell a member only of what is theirs."""


def function(signature: str, returns: str, body: str, *, schema: str) -> str:
    """Return the statement that makes a function, or makes it anew.

    It is PL/pgSQL, which keeps its plan for the length of a session: policies ask it often.
    """
    many = returns.startswith(("SETOF", "TABLE"))
    query = f"RETURN QUERY {body.strip()};" if many else f"RETURN ({body.strip()});"
    return (
        f"CREATE OR REPLACE FUNCTION {signature} RETURNS {returns} LANGUAGE plpgsql STABLE "
        f"SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp AS $body$\n"
        f"#variable_conflict use_column\nBEGIN\n{query}\nEND $body$"
    )
