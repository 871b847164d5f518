"""Jobs that behave badly, for the tests of the child."""

import os
import time
from pathlib import Path

from metrologi.kotak import Refused

NAME = __name__


def backwards(content, twice):
    return {"length": len(content)}, content[::-1] * (2 if twice else 1)


def refuses(content):
    raise Refused("sebabnya")


def eats_memory(content, folder):
    return {"length": len(bytearray(4 * 1024**3))}


def computes_for_ever(content, folder):
    while True:
        pass


def sleeps(content):
    time.sleep(60)


def dies(content, folder):
    os.abort()


def writes_a_file(content, folder):
    with (Path(folder) / "berkas").open("w") as file:
        file.write("isi")
    return {}


def environment(content):
    return dict(os.environ)
