"""The chapters of a case file, each made of the entries that a true case calls for."""
