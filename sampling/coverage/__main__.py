"""Write the coverage page to the standard output, in UTF-8 whatever the terminal."""

import sys

from sampling.coverage.tables import page

if __name__ == "__main__":
    for line in page():
        sys.stdout.buffer.write(f"{line}\n".encode())
        sys.stdout.buffer.flush()
