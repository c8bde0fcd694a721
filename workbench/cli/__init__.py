"""The commands: the other face, and the accessible one."""
