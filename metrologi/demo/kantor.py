"""The demo unit with a person in every role, applicants, standards and the head's signing key."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from metrologi.accounts.faktor import aplikasi
from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.clock.muat import muat_kalender
from metrologi.clock.now import today
from metrologi.documents.signing.demo import buat_kunci_demo
from metrologi.uttp.models import Pemilik, Standar, Wakil
from metrologi.uttp.muat import muat_rujukan

KODE = "musi-banyuasin"
SANDI = "demo-metrologi"
PASSPHRASE = "demo-passphrase"
TAHUN_MENJABAT = 5
BULAN = 30.4375


@cache
def data(nama: str) -> dict[str, Any]:
    """One file of `data/`, read."""
    return tomllib.loads((Path(__file__).parent / f"{nama}.toml").read_text(encoding="utf-8"))


def bulan_lalu(n: float) -> date:
    """The day `n` months ago."""
    return today() - timedelta(days=round(n * BULAN))


def terputus() -> bool:
    """Whether a load ended half way: the office opens only when its last case has been walked."""
    return Uml.objects.filter(kode=KODE, aktif=False).exists()


def buka(uml: Uml) -> None:
    """Open the office: its history is complete."""
    Uml.objects.filter(pk=uml.pk).update(aktif=True)


def dirikan() -> Uml:
    """The unit with its calendar, reference data and scope, not yet open."""
    uml = Uml.objects.create(**data("kantor")["uml"], aktif=False)
    muat_kalender(range(today().year - 2, today().year + 2))
    muat_rujukan(uml)
    return uml


def angkat_pegawai(uml: Uml) -> None:
    """Somebody in each role, appointed before the history begins; whoever signs gets a key."""
    sandi = make_password(SANDI)
    for row in data("kantor")["pegawai"]:
        user = _akun(
            row,
            sandi,
            uml=uml,
            nip=row["nip"],
            pangkat=row["pangkat"],
            golongan=row["golongan"],
            jabatan=row["jabatan"],
        )
        _tugaskan(user, row.get("peran", row["akun"]), uml)
        if row.get("kunci"):
            buat_kunci_demo(user, PASSPHRASE)
        if row.get("kode"):
            aplikasi.pasang(user, settings.DEMO_TOTP, langkah_terakhir=0)


def daftarkan_pemohon() -> None:
    """The accounts of the applicants."""
    sandi = make_password(SANDI)
    for row in data("kantor")["pemohon"]:
        user = _akun(row, sandi, email=row["email"], phone=row["phone"])
        _tugaskan(user, row["peran"], None)


def _akun(row: dict[str, Any], sandi: str, **fields: Any) -> User:
    user, _made = User.objects.update_or_create(
        username=row["akun"],
        defaults={"nama": row["nama"], "password": sandi, "is_active": True, **fields},
    )
    return user


def _tugaskan(user: User, role: str, uml: Uml | None) -> None:
    since = date(today().year - TAHUN_MENJABAT, 1, 2)
    Penugasan.objects.get_or_create(user=user, role=role, uml=uml, defaults={"mulai": since})


def wakilkan() -> None:
    """Let the applicants act for the businesses they are named with."""
    for row in data("kantor")["pemohon"]:
        user = User.objects.get(username=row["akun"])
        for pemilik in Pemilik.objects.filter(nama__in=row["usaha"]):
            Wakil.objects.get_or_create(pemilik=pemilik, user=user)


def simpan_standar(uml: Uml) -> None:
    """The working standards; `umur` and `masa` are months, so the expired one stays expired."""
    for raw in data("kantor")["standar"]:
        row = dict(raw)
        since = bulan_lalu(row.pop("umur"))
        until = since + timedelta(days=round(row.pop("masa") * BULAN))
        nomor = f"{row.pop('sertifikat_nomor')}/{since.year}"
        Standar.objects.update_or_create(
            uml=uml,
            kode=row.pop("kode"),
            defaults=row
            | {
                "sertifikat_nomor": nomor,
                "sertifikat_tanggal": since,
                "berlaku_sampai": until,
            },
        )
