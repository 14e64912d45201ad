"""realloc measured against what a planner would use instead, on the same files: `python -m bench`."""
