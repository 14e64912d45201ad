"""Why a plan is as it is, and what it would take to change it: every answer is found by planning again."""
