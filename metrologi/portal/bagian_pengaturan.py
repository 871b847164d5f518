"""The parts of the settings page: which rows each shows, in which columns, and with which form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format, time_format

from metrologi.accounts.models import Uml
from metrologi.cerapan.ketetapan import Ketetapan
from metrologi.clock.models import HariLibur, JamKerja, MasaRamadan
from metrologi.clock.now import now, today
from metrologi.documents.models import PolaNomor
from metrologi.portal import forms
from metrologi.uttp.models import MenitUji

if TYPE_CHECKING:
    from datetime import date, time

    from django.db.models import Model

    from metrologi.accounts.models import User

Column = Callable[[Any], Any]
GENERAL = "semua unit"


@dataclass(frozen=True)
class Bagian:
    """One part. A `single` part is one row, `own(unit)`; the others list `rows(unit)`."""

    slug: str
    title: str
    lead: str
    icon: str
    form: type[forms.UnitForm]
    noun: str
    columns: dict[str, Column] = field(default_factory=dict)
    rows: Callable[[Uml], QuerySet[Any]] = lambda unit: Uml.objects.filter(pk=unit.pk)
    blank: Callable[[Uml], Any] = lambda unit: None
    single: bool = False
    own: Callable[[Uml], Any] = lambda unit: unit
    can_add: bool = True
    can_delete: bool = True
    # Its rows belong to no unit and hold for all: only the administrator of the installation may
    # change them.
    installation: bool = False

    def changed_by(self, user: User) -> bool:
        """Whether this person, an administrator of a unit, may change the rows."""
        return user.is_superuser or not self.installation

    def cells(self, row: Model) -> list[tuple[str, Any]]:
        """What the list shows of a row: heading and value."""
        return [(name, read(row)) for name, read in self.columns.items()]

    def removable(self, row: Model) -> bool:
        """A row that holds for every unit is not one unit's to remove."""
        return self.can_delete and not self.single and getattr(row, "uml_id", 0) is not None


def own_or_general(model: type[Model], *key: str) -> Callable[[Uml], QuerySet[Any]]:
    """The unit's own rows, and the general ones that none of them replaces.

    `key` gives what a row is for: a unit's row replaces the general row with the same key.
    """

    def rows(unit: Uml) -> QuerySet[Any]:
        mine = model.objects.filter(uml=unit, **{name: OuterRef(name) for name in key})
        return model.objects.filter(Q(uml=unit) | Q(uml=None) & ~Exists(mine))

    return rows


def hari_libur(unit: Uml) -> QuerySet[HariLibur]:
    """The holidays of this year and later, as they hold for the unit."""
    return own_or_general(HariLibur, "tanggal")(unit).filter(tanggal__year__gte=today().year)


def _tanggal(value: date | None) -> str:
    return date_format(value, "j M Y") if value else "–"


def _jam(start: time | None, end: time | None) -> str:
    return f"{time_format(start, 'H.i')}–{time_format(end, 'H.i')}" if start and end else "–"


def _judul(code: str) -> str:
    return next((title for known, title, _ in forms.numbered() if known == code), code)


def _milik(row: Any) -> str:
    return "unit ini" if row.uml_id else GENERAL


KOP = Bagian(
    "kop",
    "Kop dan kontak",
    "Nama, baris kop, alamat, lambang, jam loket, maklumat.",
    "building",
    forms.KopForm,
    "kop dan kontak",
    single=True,
)
NOMOR = Bagian(
    "nomor",
    "Penomoran",
    "Pola nomor tiap jenis surat dan perkara; urutannya tidak pernah berlubang.",
    "hash",
    forms.PolaForm,
    "pola nomor",
    columns={
        "Untuk": lambda p: _judul(p.code),
        "Pola": lambda p: p.pola,
        "Nomor pertama": lambda p: p.example(now()),
    },
    rows=lambda unit: PolaNomor.objects.filter(uml=unit).select_related("uml"),
    blank=lambda unit: PolaNomor(uml=unit),
)
JAM = Bagian(
    "jam",
    "Jam kerja",
    "Jam pelayanan tiap hari, juga selama Ramadan; semua janji waktu dihitung darinya.",
    "clock",
    forms.JamKerjaForm,
    "jam kerja",
    columns={
        "Hari": str,
        "Buka": lambda j: _jam(j.buka, j.tutup) if j.buka else "tutup",
        "Istirahat": lambda j: _jam(j.istirahat_mulai, j.istirahat_selesai),
        "Berlaku untuk": _milik,
    },
    rows=own_or_general(JamKerja, "hari", "ramadan"),
    blank=lambda unit: JamKerja(uml=unit),
)
LIBUR = Bagian(
    "libur",
    "Hari libur",
    "Libur nasional, cuti bersama, dan libur setempat mulai tahun ini.",
    "calendar-event",
    forms.HariLiburForm,
    "hari libur",
    columns={
        "Tanggal": lambda h: date_format(h.tanggal, "l, j F Y"),
        "Nama": lambda h: h.nama,
        "Jenis": lambda h: h.get_jenis_display(),
        "Loket": lambda h: "tutup" if h.dihitung_libur else "buka",
        "Berlaku untuk": _milik,
    },
    rows=hari_libur,
    blank=lambda unit: HariLibur(uml=unit),
)
RAMADAN = Bagian(
    "ramadan",
    "Masa Ramadan",
    "Hari pertama dan terakhir jam kerja Ramadan, tiap tahun; sama untuk semua unit.",
    "calendar3",
    forms.RamadanForm,
    "masa Ramadan",
    columns={
        "Tahun": str,
        "Mulai": lambda r: _tanggal(r.mulai),
        "Sampai": lambda r: _tanggal(r.sampai),
        "Sumber": lambda r: r.sumber or "–",
    },
    rows=lambda unit: MasaRamadan.objects.filter(sampai__year__gte=today().year),
    blank=lambda unit: MasaRamadan(),
    installation=True,
)
BIAYA = Bagian(
    "biaya",
    "Biaya",
    "Nihil, tanpa dokumen biaya, atau tarif daerah; beserta dasarnya.",
    "cash-coin",
    forms.BiayaForm,
    "kebijakan biaya",
    single=True,
)
PENERBIT = Bagian(
    "penerbit-sertifikat",
    "Penerbit sertifikat",
    "Dari penerbit mana kunci tanda tangan pegawai diterima.",
    "shield-check",
    forms.PenerbitForm,
    "penerbit sertifikat",
    single=True,
)
CERAPAN = Bagian(
    "cerapan",
    "Batas cerapan",
    "Hal yang belum dijawab peraturan: ketetapan kantor, dasarnya, dan masa berlakunya.",
    "sliders",
    forms.KetetapanForm,
    "ketetapan",
    can_delete=False,
    columns={
        "Hal": lambda k: k.hal,
        "Nilai": lambda k: k.kata,
        "Dasar": lambda k: k.dasar,
        "Berlaku": lambda k: (
            f"{_tanggal(k.mulai)} sampai {_tanggal(k.sampai) if k.sampai else 'seterusnya'}"
        ),
    },
    rows=lambda unit: Ketetapan.objects.filter(uml=unit),
    blank=lambda unit: Ketetapan(uml=unit),
)

MENIT = Bagian(
    "menit-uji",
    "Menit uji",
    "Lama uji satu alat tiap jenis, bila kantor menghitung lain dari nilai baku.",
    "clock-history",
    forms.MenitUjiForm,
    "menit uji",
    columns={
        "Jenis": lambda m: m.jenis.nama,
        "Menit di sini": lambda m: m.menit,
        "Baku": lambda m: m.jenis.menit_uji,
    },
    rows=lambda unit: MenitUji.objects.filter(uml=unit).select_related("jenis"),
    blank=lambda unit: MenitUji(uml=unit),
)

BAGIAN = {
    part.slug: part for part in (KOP, NOMOR, JAM, LIBUR, RAMADAN, BIAYA, PENERBIT, CERAPAN, MENIT)
}


def daftarkan(part: Bagian) -> None:
    """A procedure brings a part of its own to the settings."""
    BAGIAN[part.slug] = part
