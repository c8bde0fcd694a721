"""What looks like a person, in the free text that is kept and in the columns of a list."""
