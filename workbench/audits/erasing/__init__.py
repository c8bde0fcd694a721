"""Erasing: what is lawfully removed after its time, and what is kept to prove it."""
