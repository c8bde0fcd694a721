"""Second readings: blind, finished, compared, and settled where two readers differ."""
