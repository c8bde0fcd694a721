"""Schema 2: teams, second readings, packs and erasures.

It stands as it was when records of schema 2 began: `tables.py` may have moved on.
"""

import sqlalchemy as sa
from alembic import op

from workbench.record.schema import append_only

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ANSWERS = "'met', 'partly_met', 'not_met', 'not_evidenced', 'not_applicable'"
SEALED = ("second_reading", "escalation", "pack", "released_rates", "erasure")


def upgrade() -> None:
    """Add what is new; every row that was there stays as it is."""
    _add_columns()
    _create_auditor()
    _create_erasure()
    _create_conflict_rule()
    _create_pack()
    _create_released_rates()
    _create_second_reading()
    _create_allocation()
    _create_lease()
    _create_escalation()
    _create_rival_answer()
    for statement in append_only(op.get_bind().dialect.name, SEALED):
        op.execute(statement)


def _add_columns() -> None:
    op.add_column("review", _text("finished_at", nullable=True))
    op.add_column("answer", _text("changed_by", nullable=True))
    op.add_column("answer", sa.Column("version", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "answer",
        sa.Column("good_practice", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _create_auditor() -> None:
    op.create_table(
        "auditor",
        _number("id"),
        _text("name"),
        _text("login", nullable=True),
        _text("role"),
        _text("team"),
        _text("known_as"),
        sa.Column("active", sa.Boolean(), nullable=False),
        _text("registered_at"),
        _text("registered_by"),
        sa.CheckConstraint(
            "role in ('owner', 'supervisor', 'moderator', 'auditor', 'viewer')",
            name="role_is_a_role",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
        sa.UniqueConstraint("name"),
    )


def _create_erasure() -> None:
    op.create_table(
        "erasure",
        _number("id"),
        _text("before"),
        _text("reason"),
        _text("erased"),
        _text("certificate"),
        _text("erased_at"),
        _text("erased_by"),
        sa.PrimaryKeyConstraint("id"),
    )


def _create_conflict_rule() -> None:
    op.create_table(
        "conflict_rule",
        _number("id"),
        _number("audit_id"),
        _text("kind"),
        _text("told_by"),
        _text("set_at"),
        _text("set_by"),
        sa.CheckConstraint("kind in ('own case', 'own team')", name="kind_is_a_rule"),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("audit_id", "kind"),
    )


def _create_pack() -> None:
    op.create_table(
        "pack",
        _number("id"),
        _number("audit_id"),
        _text("identity"),
        _text("direction"),
        _text("auditor"),
        _text("sha256"),
        _text("cases"),
        _text("made_at"),
        _text("made_by"),
        sa.CheckConstraint("direction in ('out', 'in')", name="direction_is_known"),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("identity", "direction", "sha256"),
    )


def _create_released_rates() -> None:
    op.create_table(
        "released_rates",
        _number("id"),
        _number("audit_id"),
        _text("audit"),
        _text("figures"),
        _text("history_head"),
        _text("released_at"),
        _text("released_by"),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_released_rates_audit_id", "released_rates", ["audit_id"])


def _create_second_reading() -> None:
    op.create_table(
        "second_reading",
        _number("id"),
        _number("draw_id"),
        _text("share"),
        sa.Column("critical_fails", sa.Boolean(), nullable=False),
        _text("seed"),
        _text("chosen_at"),
        _text("chosen_by"),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draw_id"),
    )


def _create_allocation() -> None:
    op.create_table(
        "allocation",
        _number("id"),
        _number("case_id"),
        _number("reading"),
        _text("auditor"),
        _text("why"),
        _text("allocated_at"),
        _text("allocated_by"),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "reading"),
    )
    op.create_index("ix_allocation_auditor", "allocation", ["auditor"])


def _create_lease() -> None:
    op.create_table(
        "lease",
        _number("case_id"),
        _number("reading"),
        _text("auditor"),
        _text("until"),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.PrimaryKeyConstraint("case_id", "reading"),
    )


def _create_escalation() -> None:
    op.create_table(
        "escalation",
        _number("id"),
        _number("case_id"),
        _number("reading"),
        _text("question"),
        _text("told"),
        _text("told_at"),
        sa.Column("note_id", sa.Integer(), nullable=True),
        _text("escalated_at"),
        _text("escalated_by"),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def _create_rival_answer() -> None:
    op.create_table(
        "rival_answer",
        _number("id"),
        _number("case_id"),
        _number("reading"),
        _text("question"),
        _text("value", nullable=True),
        _text("measured", nullable=True),
        sa.Column("note_id", sa.Integer(), nullable=True),
        _text("answered_by"),
        _text("answered_at"),
        _text("source"),
        _text("found_at"),
        _text("settled_at", nullable=True),
        _text("settled_by", nullable=True),
        sa.CheckConstraint(
            f"value is null or value in ({ANSWERS})", name="rival_value_is_an_answer"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["sampled_case.id"]),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rival_answer_case_id", "rival_answer", ["case_id"])
