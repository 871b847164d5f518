"""The pure rule of the panel, over ten thousand made-up offices and histories."""

import datetime as dt
import random
from itertools import combinations

import pytest

from banding.panel import Calon, Jenis, Penilai, Perbuatan

HARI = dt.date(2026, 3, 17)
ORANG = 10_000


def lawful(calon, anggota, ketua):
    """Said anew and plainly.

    Three or more, odd, no one twice, chair inside, everybody known and free.
    """
    free = {c.id for c in calon if all(over(p) for p in c.perbuatan)}
    return (
        len(anggota) >= 3
        and len(anggota) % 2 == 1
        and len(set(anggota)) == len(anggota)
        and ketua in anggota
        and set(anggota) <= free
    )


def over(deed):
    return (
        deed.jenis == Jenis.TERKAIT
        and deed.sampai is not None
        and (HARI - deed.sampai).days >= 2 * 365 + 1
    )


def history(rng):
    """An office of up to nine, each with up to three deeds.

    A tie may have ended up to four years ago.
    """

    def deed():
        jenis = rng.choice(list(Jenis))
        ended = (
            HARI - dt.timedelta(days=rng.choice([10, 400, 729, 732, 1500]))
            if rng.random() < 0.6
            else None
        )
        return Perbuatan(jenis, "ORD/1", ended if jenis == Jenis.TERKAIT else None)

    return [
        Calon(n, f"Orang {n}", tuple(deed() for _ in range(rng.choice([0, 0, 0, 1, 2, 3]))))
        for n in range(rng.randint(0, 9))
    ]


def test_no_unlawful_panel_is_accepted_and_no_lawful_one_refused_over_10000_histories():
    rng = random.Random(20260317)
    accepted = hopeless = 0
    for _ in range(ORANG):
        calon = history(rng)
        judge = Penilai(calon, HARI)
        anggota = [rng.randint(0, 10) for _ in range(rng.randint(0, 6))]
        if calon and rng.random() < 0.6:
            anggota = [c.id for c in rng.sample(calon, min(len(calon), rng.choice([3, 5])))]
        ketua = rng.choice(anggota) if anggota and rng.random() < 0.9 else rng.randint(0, 10)
        said = judge.nilai(anggota, ketua)
        assert said.sah == lawful(calon, anggota, ketua), (calon, anggota, ketua, said)
        assert said.sah or all(said.alasan) and said.alasan
        accepted += said.sah
        possible = any(
            lawful(calon, trio, trio[0]) for trio in combinations([c.id for c in calon], 3)
        )
        assert judge.ada_panel() == possible
        hopeless += not possible
    assert accepted > 300 and hopeless > 300


@pytest.mark.parametrize("jenis", [j for j in Jenis if j != Jenis.TERKAIT])
def test_every_deed_bars_for_ever_and_is_named(jenis):
    judge = Penilai([Calon(1, "Ani", (Perbuatan(jenis, "ORD/00001"),))], HARI)
    ((orang, sebab),) = judge.terhalang()
    assert orang.nama == "Ani" and "ORD/00001" in sebab[0] and judge.berhak() == []


@pytest.mark.parametrize(
    ("sampai", "berhak"),
    [
        (None, False),
        (dt.date(2024, 3, 18), False),
        (dt.date(2024, 3, 17), True),
        (dt.date(2030, 1, 1), False),
    ],
)
def test_a_tie_bars_until_two_years_after_its_end(sampai, berhak):
    assert Calon(1, "Ani", (Perbuatan(Jenis.TERKAIT, "saudara", sampai),)).berhak(HARI) is berhak


def test_a_tie_that_ended_on_29_february_bars_until_1_march():
    tie = Perbuatan(Jenis.TERKAIT, "saudara", dt.date(2024, 2, 29))
    assert tie.menghalangi(dt.date(2026, 2, 28)) and not tie.menghalangi(dt.date(2026, 3, 1))


def test_each_fault_of_a_proposal_is_said():
    judge = Penilai([Calon(n, f"Orang {n}") for n in range(4)], HARI)
    assert "sekurangnya 3" in judge.nilai([1], 1).alasan[0]
    assert "ganjil" in judge.nilai([0, 1, 2, 3], 1).alasan[0]
    assert "Ketua panel" in judge.nilai([0, 1, 2], 3).alasan[0]
    assert "lebih dari sekali" in judge.nilai([0, 1, 1], 1).alasan[0]
    assert "bukan pegawai aktif" in judge.nilai([0, 1, 99], 1).alasan[0]
