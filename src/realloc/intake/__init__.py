"""Reports with other columns, brought into a case: read by a map, compared with what is there, written."""
