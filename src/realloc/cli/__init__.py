"""The command line: the only place that prints, catches and exits.

Results go to standard output, everything else to standard error. Exit codes: 0 done; 1 the answer is no
(no plan exists, a plan does not hold, `check` found errors in the files); 2 the request cannot be read or
carried out; 130 interrupted; 141 the reader of the output went away.
"""

from __future__ import annotations


def main() -> None:
    """Run the command that `sys.argv` asks for, and exit."""
    import gc
    import os

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads that nothing here uses
    gc.disable()  # one request, then the process ends: on large cases collecting costs a fifth of the time
    from realloc.cli.app import app

    app(prog_name="realloc")
