"""Results as plain pages for a terminal, a pipe or a text file: lines of at most the width asked for.

Text from a planner's files is made visible before it is laid out. Amounts are never wrapped or cut.
"""
