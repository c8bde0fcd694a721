"""The use cases: import, draw, score, report. Both faces call these, and nothing else."""
