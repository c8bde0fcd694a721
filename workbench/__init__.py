"""The application: a terminal app and a command line over the same use cases."""
