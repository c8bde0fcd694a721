"""Draws: designs, plans, the sealed act of selection, replacing, repeating and drawing again."""
