"""Proof: the history read as a diary, and everything recomputed from it."""
