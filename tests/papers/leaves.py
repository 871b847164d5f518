"""Every leaf of a payload, and the payload with that leaf changed."""

import datetime as dt
import re
from copy import deepcopy

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def leaves(value, path=()):
    """(path, leaf) of every string, number, bool, None and of every list, the empty ones too."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
        return
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from leaves(part, (*path, place))
    yield path, value


def other(leaf):
    """Another value of the same kind; a list loses its last element, an empty one gets one."""
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int | float):
        return leaf + 1
    if isinstance(leaf, list):
        return leaf[:-1] if leaf else ["lain"]
    if leaf == "internal":
        return "bsre"
    if isinstance(leaf, str) and MOMENT.match(leaf):
        moved = dt.datetime.fromisoformat(leaf) + dt.timedelta(days=1, minutes=61)
        return moved.isoformat(timespec="seconds")
    if isinstance(leaf, str) and DAY.fullmatch(leaf):
        return (dt.date.fromisoformat(leaf) + dt.timedelta(days=1)).isoformat()
    return f"lain {leaf or ''}"


def changed(payload, path):
    """A copy of the payload with another value at that path."""
    copy = deepcopy(payload)
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = other(place[path[-1]])
    return copy


def by_deputy(value):
    """The payload as if each person in it signed on behalf of somebody else."""
    if isinstance(value, list):
        return [by_deputy(part) for part in value]
    if not isinstance(value, dict):
        return value
    told = {key: by_deputy(part) for key, part in value.items()}
    return told | {"awalan": "a.n.", "atas_jabatan": "Bupati"} if "awalan" in told else told


def shape(payload):
    """Which leaves are filled in, which are empty, which lists have several rows."""
    return {
        (name_of(payload, path), min(len(leaf), 2) if isinstance(leaf, list) else bool(leaf))
        for path, leaf in leaves(payload)
    }


def name_of(payload, path):
    """uttp.*.nomor_seri, the same for every row; of a row of plain values the column stays."""
    names, place = [], payload
    for step in path:
        row = isinstance(place, list) and not isinstance(place[step], dict | list)
        names.append(str(step) if row or isinstance(step, str) else "*")
        place = place[step]
    return ".".join(names)
