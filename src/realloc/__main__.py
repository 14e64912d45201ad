"""`python -m realloc`."""

from realloc.cli import main

main()
