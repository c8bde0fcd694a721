"""The team: who may make it, join it and leave it, and what each of its people is shown."""

import json

import psycopg
import pytest

from checklists.answers import Answer
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team, make_working_team
from workbench.audits.desk import Desk
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.overview import overview
from workbench.audits.people.membership import (
    MemberAsked,
    remove_member,
    set_member_password,
    write_member,
)
from workbench.audits.people.releasing import all_released, release_rates, released_rates
from workbench.audits.people.sight import sight_of, withheld_entries
from workbench.audits.people.team import create_team, set_unallocated, team, upgrade_team
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.comparing import compare_audit
from workbench.audits.results.pooling import pooled_rates
from workbench.audits.results.rates import rates
from workbench.audits.results.reporting import certificate_of, export_audit
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place
from workbench.errors import NotSaved, RecordUnusable, Refused, WorkbenchError
from workbench.record.location import ServerAddress
from workbench.record.role_rules import Role


@pytest.fixture(scope="module")
def made(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team with a population and one drawn audit, all of it open to its auditors."""
    folder = tmp_path_factory.mktemp("team")
    found = make_team(postgres_server, folder)
    with found.desk("Sue") as desk:
        import_crimes(desk, folder)
        found.audit = draw_crimes(desk, "September", size=12, reserve=3)
        set_unallocated(desk, open_to_all=True)
    return found


@pytest.fixture(scope="module")
def working(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    return make_working_team(postgres_server, tmp_path_factory.mktemp("working"))


@pytest.fixture
def empty(postgres_server: PostgresServer) -> ServerAddress:
    """An empty database, of a login that may make logins and is no superuser."""
    database = postgres_server.new_database()
    login = f"{database}_maker"
    postgres_server.execute(
        f"CREATE ROLE {login} LOGIN CREATEROLE", f"ALTER DATABASE {database} OWNER TO {login}"
    )
    return ServerAddress(postgres_server.url(database, user=login))


# Making a record


def test_whoever_makes_the_record_is_its_first_owner(empty: ServerAddress) -> None:
    owner = create_team(empty, name="Hal")
    assert (owner.name, owner.role) == ("Hal", Role.OWNER)
    with pytest.raises(RecordUnusable, match="has a record already"):
        create_team(empty)


def test_a_login_that_may_make_no_roles_is_told_what_the_keeper_is_to_run(
    postgres_server: PostgresServer,
) -> None:
    """And once it was run as it was printed, the record can be made."""
    database = postgres_server.new_database()
    login = f"{database}_plain"
    postgres_server.execute(
        f"CREATE ROLE {login} LOGIN", f"ALTER DATABASE {database} OWNER TO {login}"
    )
    address = ServerAddress(postgres_server.url(database, user=login))
    with pytest.raises(RecordUnusable, match="may not make the roles") as refused:
        create_team(address)
    statements = [line for line in refused.value.remedy.splitlines() if line.endswith(";")]
    assert len(statements) == 2 * len(Role)
    postgres_server.execute(*statements)
    assert create_team(address).role is Role.OWNER


def test_a_login_that_does_not_own_the_database_is_refused(
    postgres_server: PostgresServer,
) -> None:
    database = postgres_server.new_database()
    postgres_server.execute(f"CREATE ROLE {database}_guest LOGIN CREATEROLE")
    with pytest.raises(RecordUnusable, match="does not own the database"):
        create_team(ServerAddress(postgres_server.url(database, user=f"{database}_guest")))


def test_roles_left_by_another_record_let_nobody_in(
    postgres_server: PostgresServer, empty: ServerAddress
) -> None:
    database = empty.url.rpartition("@/")[2].partition("?")[0]
    postgres_server.execute(
        f"CREATE ROLE {database}_left LOGIN",
        f"CREATE ROLE {database}_auditor NOLOGIN",
        f"GRANT {database}_auditor TO {database}_left",
    )
    with pytest.raises(RecordUnusable, match=f"has members: {database}_left"):
        create_team(empty)


def test_upgrading_makes_the_rules_anew_and_is_an_owners(made: Team) -> None:
    with made.plain("Hal") as owner:
        owner.execute("DROP POLICY answer_select_1 ON answer")
        owner.execute("ALTER TABLE answer DISABLE ROW LEVEL SECURITY")
        owner.commit()
    upgrade_team(ServerAddress(made.url("Hal")))
    with made.plain("Hal") as owner:
        found = owner.execute(
            "SELECT relrowsecurity, (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid "
            "AND polname = 'answer_select_1') FROM pg_class c WHERE relname = 'answer'"
        ).fetchone()
    assert found == (True, 1)
    with pytest.raises(RecordUnusable, match="is no member of"):
        upgrade_team(ServerAddress(made.url("Sue")))


# Its people


def test_a_member_is_let_in_by_a_login_of_their_own_and_shut_out_when_they_leave(
    made: Team,
) -> None:
    login = f"{made.database}_o'dd:1%"
    asked = MemberAsked(name="Odd", role=Role.AUDITOR, login=login, team="A", known_as="1234")
    with made.desk("Hal") as owner:
        added = write_member(owner, asked)
        assert (added.new, added.for_keeper, added.member.known_as) == (True, (), "1234")
        assert [m.lets_in for m in team(owner).members if m.name == "Odd"] == [True]
        promoted = write_member(owner, MemberAsked(name="Odd", role=Role.MODERATOR))
        assert (promoted.new, promoted.member.team, promoted.member.login) == (False, "A", login)
        removed = remove_member(owner, "Odd")
        assert (removed.member.active, removed.for_keeper) == (False, ())
        assert verify_record(owner).faults == ()
    host = {"host": str(made.server.folder), "port": 54320, "dbname": made.database}
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(user=login, **host)


def test_what_an_owner_may_not_grant_is_printed_for_the_keeper_and_the_member_kept(
    made: Team,
) -> None:
    made.server.execute(f"ALTER ROLE {made.login('Hal')} NOCREATEROLE")
    try:
        with made.desk("Hal") as owner:
            asked = MemberAsked(name="Late", role=Role.VIEWER, login=f"{made.database}_late")
            written = write_member(owner, asked)
            waiting = [m.lets_in for m in team(owner).members if m.name == "Late"]
        assert waiting == [False]
        assert written.for_keeper == (
            f'CREATE ROLE "{made.database}_late" LOGIN',
            f'GRANT "{made.database}_viewer" TO "{made.database}_late"',
        )
        made.server.execute(*written.for_keeper)
    finally:
        made.server.execute(f"ALTER ROLE {made.login('Hal')} CREATEROLE")
    with made.desk("Hal") as owner:
        assert [m.lets_in for m in team(owner).members if m.name == "Late"] == [True]


def test_a_password_goes_to_the_server_as_a_proof_only(made: Team) -> None:
    with made.desk("Hal") as owner:
        member = next(m for m in team(owner).members if m.name == "Vic")
        set_member_password(owner, member, "correct horse")
    with psycopg.connect(made.server.url("postgres").replace("+psycopg", "")) as keeper:
        kept = keeper.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = %s", (member.login,)
        ).fetchone()
    assert kept is not None
    assert str(kept[0]).startswith("SCRAM-SHA-256$")


@pytest.mark.parametrize("name", ["Sue", "Mo", "Ann"])
def test_only_an_owner_adds_and_removes_people(made: Team, name: str) -> None:
    with made.desk(name) as desk:
        with pytest.raises(Refused, match="Only an owner"):
            write_member(desk, MemberAsked(name="New", role=Role.OWNER))
        with pytest.raises(Refused, match="Only an owner"):
            remove_member(desk, "Bob")


def test_the_record_is_never_left_without_an_owner(made: Team) -> None:
    with made.desk("Hal") as owner:
        with pytest.raises(Refused, match="the only owner"):
            remove_member(owner, "Hal")
        with pytest.raises(Refused, match="the only owner"):
            write_member(owner, MemberAsked(name="Hal", role=Role.VIEWER))


def test_a_login_is_one_persons(made: Team) -> None:
    with made.desk("Hal") as owner, pytest.raises(Refused, match="is the login of Ann"):
        write_member(owner, MemberAsked(name="New", role=Role.AUDITOR, login=made.login("Ann")))


@pytest.mark.parametrize("login", ["", 'a"b', "a\nb", "x" * 64])
def test_a_name_that_cannot_be_a_login_is_refused(made: Team, login: str) -> None:
    with made.desk("Hal") as owner, pytest.raises(Refused, match="cannot be a login"):
        write_member(owner, MemberAsked(name="New", role=Role.AUDITOR, login=login))


@pytest.mark.of_the_file
def test_in_a_file_people_are_registered_without_a_login(desk: Desk) -> None:
    write_member(desk, MemberAsked(name="Ann", role=Role.AUDITOR, team="A"))
    found = team(desk)
    assert ([m.name for m in found.members], found.on_server) == (["Ann"], False)
    with pytest.raises(Refused, match="is a file"):
        write_member(desk, MemberAsked(name="Bob", role=Role.AUDITOR, login="bob"))
    assert verify_record(desk).faults == ()


# What each is shown, and told of what they are not


def test_an_auditor_works_as_the_program_works_and_the_chain_holds(made: Team) -> None:
    assert made.audit is not None
    place = Place(case_id=made.case(0), question="SUP-01")
    with made.desk("Ann") as ann:
        audit = open_audit(ann, "September")
        give_answer(ann, audit, place, Answer.MET)
        give_answer(ann, audit, place, Answer.NOT_MET)
        assert {line.actor for line in diary(ann)} == {"Ann"}
        assert "Not the whole history" in withheld_entries(ann)
    with made.desk("Hal") as owner:
        assert verify_record(owner).faults == ()
        assert withheld_entries(owner) == ""


@pytest.mark.parametrize("name", ["Sue", "Mo", "Ann", "Vic"])
def test_verifying_asks_for_an_owner_and_calls_nothing_a_fault(made: Team, name: str) -> None:
    with made.desk(name) as desk, pytest.raises(Refused, match="needs an owner's login"):
        verify_record(desk)


@pytest.mark.parametrize(
    ("name", "role", "whole"),
    [
        ("Hal", Role.OWNER, True),
        ("Sue", Role.SUPERVISOR, False),
        ("Mo", Role.MODERATOR, False),
        ("Ann", Role.AUDITOR, False),
        ("Vic", Role.VIEWER, False),
    ],
)
def test_the_program_knows_what_a_login_is_shown(
    made: Team, name: str, role: Role, whole: bool
) -> None:
    with made.desk(name) as desk:
        assert (sight_of(desk).role, sight_of(desk).whole) == (role, whole)
        assert bool(overview(desk).shown) is not whole


def _audit(team: Team) -> OpenAudit:
    assert team.audit is not None
    return team.audit


def test_rates_of_a_part_of_the_sample_say_so_and_those_of_all_of_it_do_not(working: Team) -> None:
    with working.desk("Ann") as ann:
        found = rates(ann, "September")
    assert found.sample_size == 4
    assert "Your own cases only: these figures are of the 4 of 12 cases" in found.left_out
    with working.desk("Hal") as owner:
        assert rates(owner, "September").left_out == ""


def test_nothing_is_made_of_a_part_that_needs_the_whole(
    working: Team, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("exports") / "a.xlsx"
    with working.desk("Ann") as ann:
        for make in (
            lambda: certificate_of(ann, "September"),
            lambda: export_audit(ann, "September", target),
            lambda: compare_audit(ann, "September"),
            lambda: pooled_rates(ann, ["September", "September"]),
        ):
            with pytest.raises(Refused, match="needs every case that was drawn"):
                make()
        with pytest.raises(Refused, match="may put a reserve in the place of a case; you are an"):
            replace_case(ann, "September", "#1", reason=ReplacementReason.RESTRICTED)
    assert not target.exists()


def test_whether_a_case_was_drawn_is_told_to_those_only_who_are_shown_the_sample(
    working: Team,
) -> None:
    """Else a refusal would say which references are in the sample, and which are not."""
    others = _audit(working).cases[2].reference
    with working.desk("Ann") as ann, working.desk("Cy") as cy, working.desk("Sue") as supervisor:
        hers = open_audit(ann, "September")
        for wanted in (others, "no such case", "#3"):
            with pytest.raises(WorkbenchError) as refused:
                hers.case(wanted)
            assert str(refused.value) == (
                f"{wanted!r} is not one of your cases of September. They are #1, #2, #4, #5. "
                "Whether others read it is not shown here."
            )
        with pytest.raises(WorkbenchError, match="No case of September is yours"):
            open_audit(cy, "September").case(others)
        with pytest.raises(WorkbenchError, match=r"is not in the sample of .* #1 to #12; the cert"):
            open_audit(supervisor, "September").case("no such case")


def test_a_case_whose_place_was_taken_by_one_of_anothers_is_not_among_ones_own(
    working: Team,
) -> None:
    given = (
        "INSERT INTO allocation (case_id, reading, auditor, why, allocated_at, allocated_by) "
        "SELECT case_id, 1, 'Ann', 'drawn', 'now', 'Sue' FROM replacement UNION ALL "
        "SELECT reserve_id, 1, 'Bob', 'drawn', 'now', 'Sue' FROM replacement"
    )
    with working.plain("Hal") as owner:
        owner.execute(given)
        owner.commit()
    with working.desk("Ann") as ann, working.desk("Bob") as bob:
        hers, his = (open_audit(desk, "September").cases for desk in (ann, bob))
    with working.plain("Hal") as owner:
        owner.execute(
            "DELETE FROM allocation WHERE reading = 1 AND case_id IN (SELECT "
            "case_id FROM replacement UNION SELECT reserve_id FROM replacement)"
        )
        owner.commit()
    assert [case.order for case in hers] == [1, 2, 4, 5]
    assert [case.order for case in his] == [1, 2, 3, 7]


# Releasing


def test_a_viewer_sees_the_rates_that_were_last_released_and_nothing_else(made: Team) -> None:
    with made.desk("Vic") as viewer:
        assert overview(viewer).rates_only
    with made.desk("Sue") as supervisor:
        first = release_rates(supervisor, "September")
        assert release_rates(supervisor, "September") == first, "nothing was changed since"
    with made.desk("Bob") as bob:
        place = Place(case_id=made.case(3), question="SUP-01")
        give_answer(bob, open_audit(bob, "September"), place, Answer.MET)
    with made.desk("Sue") as supervisor:
        second = release_rates(supervisor, "September")
    assert (first.number, second.number) == (1, 2)
    with made.desk("Vic") as viewer:
        seen = overview(viewer)
        assert [each.said for each in seen.released] == [second.said]
        assert (seen.audits, seen.populations) == ((), ())
        found = released_rates(viewer, "September")
        with pytest.raises(NotSaved, match="your role in the team does not allow this"):
            rates(viewer, "September")
    assert found == second
    assert "by Sue, release 2" in found.said
    with made.desk("Hal") as owner:
        now = json.loads(json.dumps(rates(owner, "September").questions[0].met))
        assert found.figures["questions"][0]["met"] == now
        assert verify_record(owner).faults == ()


def test_what_is_released_stays_as_it_was_when_answers_change(made: Team) -> None:
    with made.desk("Sue") as supervisor:
        before = release_rates(supervisor, "September").figures
    with made.desk("Bob") as bob:
        place = Place(case_id=made.case(3), question="SUP-01")
        give_answer(bob, open_audit(bob, "September"), place, Answer.MET)
    with made.desk("Vic") as viewer:
        assert released_rates(viewer, "September").figures == before


@pytest.mark.parametrize("name", ["Mo", "Ann", "Vic"])
def test_only_a_supervisor_or_an_owner_releases(made: Team, name: str) -> None:
    with made.desk(name) as desk, pytest.raises(Refused, match="Only a supervisor or an owner"):
        release_rates(desk, "September")


def test_figures_that_leave_something_out_are_not_released(working: Team) -> None:
    """The supervisor of this team reads a case second, and is blind to its first reading."""
    with working.plain("Hal") as owner:
        owner.execute(
            "INSERT INTO allocation (case_id, reading, auditor, why, allocated_at, allocated_by) "
            "VALUES (%s, 2, 'Sue', 'drawn for a second reading', 'now', 'Hal')",
            (working.case(2),),
        )
        owner.commit()
    with working.desk("Sue") as supervisor, pytest.raises(Refused, match="Blind"):
        release_rates(supervisor, "September")


def test_without_any_released_the_refusal_says_how_they_come(working: Team) -> None:
    with working.desk("Vic") as viewer, pytest.raises(WorkbenchError, match="No rates of 'X'"):
        released_rates(viewer, "X")


@pytest.mark.of_the_file
def test_rates_are_released_in_a_file_too(desk: Desk, audit: OpenAudit) -> None:
    released = release_rates(desk, audit.name)
    assert all_released(desk) == (released,)
    assert released.open_words.startswith("Not everything was answered then: 12 cases")
    assert verify_record(desk).faults == ()
