"""Schema 1: the first records. They were made whole, so there is no step to it."""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change nothing: a record of schema 1 is what the steps begin from."""
