"""What makes a team's database hold to the rules: functions, grants and policies, as statements.

`role_rules` says who may do what; here it becomes SQL. A name that comes into a statement is that
of a table of ours, or begins with that of the database, which `roles` has checked.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.record.role_rules import RULES, STAFF, Role, Rule, Verb
from workbench.record.role_sight import ASKED, INSIDE, function
from workbench.record.schema import VERSION_TABLE

KNOWN_TO_ALL: Final = ("team_name()", "team_role()")
INDEXES: Final = (
    "CREATE INDEX IF NOT EXISTS review_by_auditor ON review (auditor)",
    "CREATE INDEX IF NOT EXISTS note_by_review ON note (review_id)",
    "CREATE INDEX IF NOT EXISTS history_by_actor ON history (actor, seq)",
)
"""What the policies look up, and an index of the tables does not answer already."""


def quoted(name: str) -> str:
    """Return a name as SQL takes it."""
    return f'"{name}"'


def role_name(prefix: str, role: Role) -> str:
    """Return what the database calls a role."""
    return f"{prefix}_{role}"


def protection(prefix: str, schema: str) -> Iterator[str]:
    """Return every statement that makes the roles what they are, in order."""
    staff = _names(prefix, STAFF)
    members = _names(prefix, (*STAFF, Role.VIEWER))
    yield from _functions(prefix, schema, staff=staff, members=members)
    yield f"GRANT SELECT ON {VERSION_TABLE} TO {members}"
    for table, rules in RULES.items():
        yield f"REVOKE ALL ON {table} FROM PUBLIC, {members}"
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield _drop_policies(table)
        for number, rule in enumerate(rules, start=1):
            yield _grant(prefix, table, rule)
            yield _policy(prefix, table, rule, number)
            if rule.verb is Verb.INSERT:
                yield _sequences(table, _names(prefix, rule.roles))
    yield from INDEXES


def _functions(prefix: str, schema: str, *, staff: str, members: str) -> Iterator[str]:
    place = quoted(schema)
    named = f"$body$SELECT {_literal(prefix)}::text$body$"
    yield f"CREATE OR REPLACE FUNCTION team_prefix() RETURNS text LANGUAGE sql IMMUTABLE AS {named}"
    for signature, (returns, body) in (INSIDE | ASKED).items():
        yield function(signature, returns, body, schema=place)
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"
        if signature in ASKED:
            to = members if signature in KNOWN_TO_ALL else staff
            yield f"GRANT EXECUTE ON FUNCTION {signature} TO {to}"
    yield f"ALTER FUNCTION history_head() SET search_path = pg_catalog, {place}, pg_temp"
    yield "REVOKE ALL ON FUNCTION history_head() FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION history_head() TO {staff}"


def _grant(prefix: str, table: str, rule: Rule) -> str:
    columns = f" ({', '.join(rule.columns)})" if rule.columns else ""
    return f"GRANT {rule.verb}{columns} ON {table} TO {_names(prefix, rule.roles)}"


def _policy(prefix: str, table: str, rule: Rule, number: int) -> str:
    """Return the policy of a rule: for logins of its roles that are registered as such too."""
    registered = ", ".join(_literal(role) for role in rule.roles)
    when = f"(SELECT team_role()) IN ({registered}) AND ({rule.when})"
    then = f"(SELECT team_role()) IN ({registered}) AND ({rule.then or rule.when})"
    using = {
        Verb.SELECT: f"USING ({when})",
        Verb.DELETE: f"USING ({when})",
        Verb.INSERT: f"WITH CHECK ({when})",
        Verb.UPDATE: f"USING ({when}) WITH CHECK ({then})",
    }[rule.verb]
    name = f"{table}_{rule.verb.lower()}_{number}"
    return (
        f"CREATE POLICY {name} ON {table} FOR {rule.verb} TO {_names(prefix, rule.roles)} {using}"
    )


def _drop_policies(table: str) -> str:
    return f"""
        DO $do$ DECLARE found record; BEGIN
            FOR found IN SELECT polname FROM pg_policy WHERE polrelid = '{table}'::regclass LOOP
                EXECUTE format('DROP POLICY %I ON {table}', found.polname);
            END LOOP;
        END $do$"""  # noqa: S608 - a table of ours


def _sequences(table: str, names: str) -> str:
    """Let rows be numbered, where a table numbers them by a sequence of its own."""
    return f"""
        DO $do$ DECLARE found record; BEGIN
            FOR found IN
                SELECT c.oid::regclass AS name
                FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
                WHERE d.deptype IN ('a', 'i') AND d.refobjid = '{table}'::regclass
            LOOP
                EXECUTE format('GRANT USAGE ON SEQUENCE %s TO {names}', found.name);
            END LOOP;
        END $do$"""  # noqa: S608 - a table of ours


def _names(prefix: str, roles: Sequence[Role]) -> str:
    return ", ".join(quoted(role_name(prefix, role)) for role in roles)


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
