"""The steps from each schema of the record to the next, for Alembic. One file a schema."""
