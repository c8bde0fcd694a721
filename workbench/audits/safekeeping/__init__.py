"""Safekeeping: backups, the way back to one, encryption, and what may be wrong."""
