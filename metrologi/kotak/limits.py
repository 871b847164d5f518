"""What a child that reads a stranger's bytes may use at most."""

from __future__ import annotations

import os
import resource

# Seconds that a caller waits for an answer. On a busy machine a child gets little processor time.
WALL_SECONDS = 30
# Seconds of processor time; a picture of 50 million points needs about two.
PROCESSOR_SECONDS = 6
# Bytes of address space, libraries included; the largest picture allowed needs about half of it.
MEMORY = 1024 * 1024 * 1024
OPEN_FILES = 64
# Children give way to the web and to the database.
NICE = 10


def apply() -> None:
    """Bind this process to the limits; it can neither write a file nor leave a dump."""
    os.nice(NICE)
    for what, most in (
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(what, (most, most))
