"""Reviews: one auditor's pass over one case, answer by answer, and never losing the place."""
