"""The record: one database that holds every frame, draw, answer and the history of them all."""
