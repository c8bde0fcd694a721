"""Lists that live in a database: brought in by stream, or drawn from where they are."""
