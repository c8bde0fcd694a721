"""Northshire, an invented force: its crimes, its case files and the truth about them.

Everything is a pure function of a seed, so another seed is another force.
"""
