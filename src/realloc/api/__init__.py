"""What other Python programs use; `realloc` itself offers it, see docs/python.md."""
