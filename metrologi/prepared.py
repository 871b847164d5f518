"""Questions that every request asks, made into SQL once: to build them takes the ORM longer than PostgreSQL takes to answer."""
from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from django.db import connections, models
from django.db.models.sql import Query
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=models.Model)
# Numbers that stand in no query of ours, each in the place of one value.
MARKS = tuple(1_999_888_777 - n for n in range(32))
LARGEST = 2**63


class Prepared(Generic[M]):
    """`Prepared(make)(*values)` is `list(make(*values))`.

    `make` gets a mark for each value and may only compare columns with it, so that the values change no word of the SQL.
    Numbers are marked by themselves; for others `marks` gives values of their type that occur nowhere else. None, and a
    number that no column of PostgreSQL holds, find nothing. ValueError where a value does not become a parameter or there are
    more or fewer of them than the first time, TransactionManagementError where rows would be held outside of a transaction.
    """

    def __init__(self, make: Callable[..., models.QuerySet[M]], marks: tuple[Any, ...] = MARKS) -> None:
        self.make, self.marks = make, marks
        self.asked: _Asked | None = None

    def __call__(self, *values: Any) -> list[M]:
        if any(value is None or isinstance(value, int) and not -LARGEST <= value < LARGEST for value in values):
            return []
        if self.asked is None:
            self.asked = _Asked(self.make(*self.marks[:len(values)]), self.marks[:len(values)])
        return self.asked.answer(values)

    def first(self, *values: Any) -> M | None:
        return next(iter(self(*values)), None)

    def one(self, *values: Any) -> M:
        """The first row; DoesNotExist of its model where there is none."""
        if (found := self.first(*values)) is None:
            model: Any = self.make(*self.marks[:len(values)]).model
            raise model.DoesNotExist
        return found


class _Asked:
    """A queryset that was made into SQL, and which of its parameters are whose."""

    def __init__(self, queryset: models.QuerySet[Any], marks: tuple[Any, ...]) -> None:
        self.queryset, self.compiler, self.count = queryset, queryset.query.get_compiler(queryset.db), len(marks)
        self.sql, self.params = self.compiler.as_sql()
        self.whose = [marks.index(param) if param in marks else None for param in self.params]
        if set(range(len(marks))) - set(self.whose):
            raise ValueError(f"not every value is a parameter: {self.sql}")
        self.converters = self.compiler.get_converters([chosen[0] for chosen in self.compiler.select])
        self.compiler.connection = None  # that of whoever came first may end with its thread

    def answer(self, values: tuple[Any, ...]) -> list[Any]:
        if len(values) != self.count:
            raise ValueError(f"{len(values)} values where {self.count} are asked for: {self.sql}")
        said = self.sql, tuple(param if place is None else _like(param, values[place])
                               for param, place in zip(self.params, self.whose, strict=True))
        made, query = self.queryset, cast(Query, _Query(self, said))
        if made.query.select_for_update and connections[made.db].get_autocommit():
            raise TransactionManagementError("a row is held until the end of a transaction, and there is none")
        return list(type(made)(model=made.model, query=query, using=made.db))


class _Query:
    """What a queryset takes for its query."""

    def __init__(self, asked: _Asked, said: tuple[str, tuple[Any, ...]]) -> None:
        self.asked, self.said = asked, said

    def get_compiler(self, using: str, **_: Any) -> Any:
        ready = copy.copy(self.asked.compiler)
        ready.connection = connections[using]
        ready.as_sql = lambda *args, **kwargs: self.said
        ready.get_converters = lambda fields: self.asked.converters
        return ready


def _like(param: Any, value: Any) -> Any:
    """The value in the wrapping that tells PostgreSQL the width of a number."""
    return value if type(value) is type(param) else type(param)(value)
