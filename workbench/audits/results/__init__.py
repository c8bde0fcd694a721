"""Results: rates with their limits, comparisons, verdicts, and the report that leaves."""
