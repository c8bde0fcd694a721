"""The doctor: all that could be wrong with a record, looked at without changing anything."""
