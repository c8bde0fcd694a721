"""Arithmetic: frames, tickets, designs, sizes, intervals, estimates, comparisons, agreement."""
