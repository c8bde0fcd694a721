"""What is shown in the terminal, one screen a file."""
