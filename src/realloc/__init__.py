"""realloc: move stalled budget to reserve projects."""
