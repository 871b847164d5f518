"""The limits (BKD) and the rules that judge by them: exact, and independent of Django.

A rule takes one dataclass, the case, and returns one, the answer: `nawi.kebenaran(Titik(...))`
gives a `Putusan` with verdict, error, limit and reasons. `VERSI` names the edition of the tables.
"""

VERSI = "2026.1"
