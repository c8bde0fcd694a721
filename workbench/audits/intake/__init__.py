"""Reading a list of cases from a file into a frozen frame: a path and a mapping in, values out.

`reading.read_list` is the way in; `profiles` holds the mappings. Nothing here knows a database
or a screen, and nothing is written: a list that fails or is cancelled leaves no trace.
"""
