"""What documents and settings look like, as types; `generate` makes JSON Schema of them.

`report.document` builds its documents as these types, so that a type checker sees a field which the schema
lacks, and a schema field which no document has.
"""
