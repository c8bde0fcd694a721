"""The tables of the record.

Times are text, exactly as they were hashed into the history. Only mapped columns of a list are
kept, inside `frame_chunk`; there is no field for a name, a date of birth, an address or a phone.
Rows are written through Core statements: SQLModel does not check values, so the tables do.

A column that is added to a table that was there before stands last, may be empty, and is named in
`seals.ADDED_LATER`; `migrations/` has the step that adds it.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, LargeBinary, UniqueConstraint, false
from sqlmodel import Field, SQLModel

ANSWERS = "'met', 'partly_met', 'not_met', 'not_evidenced', 'not_applicable'"


class Setting(SQLModel, table=True):
    """A named value that belongs to the whole record."""

    __tablename__ = "setting"

    key: str = Field(primary_key=True)
    value: str


class Population(SQLModel, table=True):
    """A list that was imported: its frame, and what became of every row."""

    __tablename__ = "population"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    profile: str
    source_name: str
    source_sha256: str
    mapping: str
    imported_at: str
    imported_by: str
    flow: str
    notices: str
    frame_size: int
    frame_fingerprint: str
    content_fingerprint: str
    kept_columns: str
    dropped_columns: str


class FrameChunk(SQLModel, table=True):
    """A run of consecutive rows of a frame: compressed columns, and the hash of their content."""

    __tablename__ = "frame_chunk"
    __table_args__ = (UniqueConstraint("population_id", "ordinal"),)

    id: int = Field(default=None, primary_key=True)
    population_id: int = Field(foreign_key="population.id")
    ordinal: int
    sha256: str
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Audit(SQLModel, table=True):
    """A named piece of work on one population, with the checklists it uses."""

    __tablename__ = "audit"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    population_id: int = Field(foreign_key="population.id")
    marking: str
    created_at: str
    created_by: str


class AuditChecklist(SQLModel, table=True):
    """A checklist as it stood when the audit began: its whole text is kept."""

    __tablename__ = "audit_checklist"
    __table_args__ = (UniqueConstraint("audit_id", "position"),)

    id: int = Field(default=None, primary_key=True)
    audit_id: int = Field(foreign_key="audit.id")
    position: int
    checklist: str
    version: str
    sha256: str
    source: str


class Draw(SQLModel, table=True):
    """A sealed act of selection. The latest draw of an audit is the one in use."""

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("audit_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    audit_id: int = Field(foreign_key="audit.id")
    number: int
    frame_fingerprint: str = Field(index=True)
    design: str
    by_column: str
    sizes: str
    reserve: int
    seed: str
    seed_source: str
    drawn_at: str
    drawn_by: str
    reason: str


class SampledCase(SQLModel, table=True):
    """A case that was drawn, into the sample or into the reserve."""

    __tablename__ = "sampled_case"
    __table_args__ = (
        UniqueConstraint("draw_id", "reference"),
        UniqueConstraint("draw_id", "role", "position"),
        CheckConstraint("role in ('sample', 'reserve')", name="role_is_known"),
    )

    id: int = Field(default=None, primary_key=True)
    draw_id: int = Field(foreign_key="draw.id")
    role: str
    position: int
    reference: str
    stratum: str
    ticket: str
    probability: str
    fields: str


class Replacement(SQLModel, table=True):
    """A sampled case that could not be read, and the reserve that took its place."""

    __tablename__ = "replacement"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="sampled_case.id", unique=True)
    reserve_id: int = Field(foreign_key="sampled_case.id", unique=True)
    reason: str
    note: str
    at: str
    by: str


class Review(SQLModel, table=True):
    """One auditor's pass over one case.

    Readings 1 and 2 are the first and the blind second; 3 holds the answers agreed between them.
    It is finished when its auditor has answered all there is to answer and says so.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("case_id", "reading"),
        CheckConstraint("active_seconds >= 0", name="time_is_not_negative"),
    )

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="sampled_case.id")
    reading: int
    auditor: str
    started_at: str
    active_seconds: int
    finished_at: str | None = None


class Note(SQLModel, table=True):
    """The text of a note, kept apart so that it can be erased; the history holds a salted hash."""

    __tablename__ = "note"

    id: int = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    question: str
    salt: str
    text: str
    written_at: str


class AnswerRow(SQLModel, table=True):
    """What stands for one question in one review: an answer, a flag, a note, or any of them.

    `measured` is the time that gave the answer, in the unit of the question's measure. `version`
    counts the changes, so that a change to what somebody else has changed since is noticed.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("review_id", "question"),
        CheckConstraint(f"value is null or value in ({ANSWERS})", name="value_is_an_answer"),
    )

    id: int = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    question: str
    value: str | None = None
    measured: str | None = None
    flagged: bool = False
    note_id: int | None = Field(default=None, foreign_key="note.id")
    changed_at: str
    changed_by: str | None = None
    version: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    good_practice: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )


class Bookmark(SQLModel, table=True):
    """Where an auditor was: the exact question to come back to."""

    __tablename__ = "bookmark"

    audit_id: int = Field(foreign_key="audit.id", primary_key=True)
    auditor: str = Field(primary_key=True)
    case_id: int = Field(foreign_key="sampled_case.id")
    question: str


class Auditor(SQLModel, table=True):
    """A person of the team. `known_as` is what a list calls them, so that own cases are known."""

    __tablename__ = "auditor"
    __table_args__ = (
        CheckConstraint(
            "role in ('owner', 'supervisor', 'moderator', 'auditor', 'viewer')",
            name="role_is_a_role",
        ),
    )

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    login: str | None = Field(default=None, unique=True)
    role: str
    team: str
    known_as: str
    active: bool
    registered_at: str
    registered_by: str


class ConflictRule(SQLModel, table=True):
    """A column of an audit's population that tells whose case it is, or which team's."""

    __tablename__ = "conflict_rule"
    __table_args__ = (
        UniqueConstraint("audit_id", "kind"),
        CheckConstraint("kind in ('own case', 'own team')", name="kind_is_a_rule"),
    )

    id: int = Field(default=None, primary_key=True)
    audit_id: int = Field(foreign_key="audit.id")
    kind: str
    told_by: str
    set_at: str
    set_by: str


class Allocation(SQLModel, table=True):
    """Who is to read a case: first, second, or to settle where the two differ."""

    __tablename__ = "allocation"
    __table_args__ = (UniqueConstraint("case_id", "reading"),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="sampled_case.id")
    reading: int
    auditor: str = Field(index=True)
    why: str
    allocated_at: str
    allocated_by: str


class SecondReading(SQLModel, table=True):
    """What share of a draw is read a second time, and by which seed it was chosen."""

    __tablename__ = "second_reading"

    id: int = Field(default=None, primary_key=True)
    draw_id: int = Field(foreign_key="draw.id", unique=True)
    share: str
    critical_fails: bool
    seed: str
    chosen_at: str
    chosen_by: str


class Lease(SQLModel, table=True):
    """Who has a reading of a case open now, and until when that holds."""

    __tablename__ = "lease"

    case_id: int = Field(foreign_key="sampled_case.id", primary_key=True)
    reading: int = Field(primary_key=True)
    auditor: str
    until: str


class Escalation(SQLModel, table=True):
    """An urgent matter of safeguarding found in a case: who was told, and when."""

    __tablename__ = "escalation"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="sampled_case.id")
    reading: int
    question: str
    told: str
    told_at: str
    note_id: int | None = Field(default=None, foreign_key="note.id")
    escalated_at: str
    escalated_by: str


class Pack(SQLModel, table=True):
    """A case pack: a file of cases that went out to be scored, or came back."""

    __tablename__ = "pack"
    __table_args__ = (
        UniqueConstraint("identity", "direction", "sha256"),
        CheckConstraint("direction in ('out', 'in')", name="direction_is_known"),
    )

    id: int = Field(default=None, primary_key=True)
    audit_id: int = Field(foreign_key="audit.id")
    identity: str
    direction: str
    auditor: str
    sha256: str
    cases: str
    made_at: str
    made_by: str


class RivalAnswer(SQLModel, table=True):
    """One of the answers that different people gave to the same question, until one is chosen."""

    __tablename__ = "rival_answer"
    __table_args__ = (
        CheckConstraint(f"value is null or value in ({ANSWERS})", name="rival_value_is_an_answer"),
    )

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="sampled_case.id", index=True)
    reading: int
    question: str
    value: str | None = None
    measured: str | None = None
    note_id: int | None = Field(default=None, foreign_key="note.id")
    answered_by: str
    answered_at: str
    source: str
    found_at: str
    settled_at: str | None = None
    settled_by: str | None = None


class ReleasedRates(SQLModel, table=True):
    """The rates of an audit as they were released to those who may see rates only."""

    __tablename__ = "released_rates"

    id: int = Field(default=None, primary_key=True)
    audit_id: int = Field(foreign_key="audit.id", index=True)
    audit: str
    figures: str
    history_head: str
    released_at: str
    released_by: str


class Erasure(SQLModel, table=True):
    """A lawful erasure: what was removed, by which rule, and what was kept to prove it."""

    __tablename__ = "erasure"

    id: int = Field(default=None, primary_key=True)
    before: str
    reason: str
    erased: str
    certificate: str
    erased_at: str
    erased_by: str


class HistoryRow(SQLModel, table=True):
    """One entry of the append-only history, chained to the one before it by its hash."""

    __tablename__ = "history"
    __table_args__ = (Index("history_by_subject", "subject", "seq"),)

    seq: int = Field(primary_key=True)
    at: str
    actor: str
    action: str
    subject: str
    payload: str
    program_version: str
    previous: str = Field(unique=True)
    hash: str = Field(unique=True)


APPEND_ONLY = (
    "history",
    "frame_chunk",
    "population",
    "audit",
    "audit_checklist",
    "draw",
    "sampled_case",
    "replacement",
    "second_reading",
    "escalation",
    "pack",
    "released_rates",
    "erasure",
)
"""Tables whose rows the database itself refuses to change or remove."""
