"""Instruments in the register.

Identity, who sees them, how they are found, and the life that only grows.
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from metrologi.accounts.roles import Role
from metrologi.uttp import catatan
from metrologi.uttp.cari import cocok, ingat, lipat
from metrologi.uttp.models import Pemilik, RiwayatUttp, Standar, Uttp, Wakil


def test_one_identity_is_registered_once_however_it_is_spelled(alat):
    alat(merek="Digi", nomor_seri="AB-12 34")
    for seri in ("ab1234", "AB.12/34", "AB_12-34"):
        with pytest.raises(IntegrityError), transaction.atomic():
            alat(merek="DIGI", nomor_seri=seri)
    alat(merek="Digi", nomor_seri="AB-1235")


def test_instruments_without_a_serial_are_not_confused(alat):
    assert alat(nomor_seri="").pk != alat(nomor_seri="").pk


@pytest.mark.parametrize("teks", ["AB-12 34", "ab.12/34", " Ab_1234 ", "ÉMOJI-😀 7", "a\tb"])
def test_the_database_folds_a_serial_as_python_does(alat, teks):
    uttp = alat(nomor_seri=teks)
    uttp.refresh_from_db()
    assert uttp.seri_kunci == lipat(teks)


def test_a_known_serial_recalls_owner_place_and_verdict_in_one_query(uml, alat):
    alat(
        nomor_seri="ZX-900",
        putusan_terakhir="sah",
        diputus_pada=dt.date(2025, 1, 2),
        berlaku_sampai=dt.date(2026, 1, 2),
    )
    with CaptureQueriesContext(connection) as queries:
        [found] = ingat(uml, "zx 900")
        assert (found.pemilik.nama, found.tempat.kecamatan.nama, found.jenis.nama) == (
            "Toko Siti Jaya",
            "Sekayu",
            "Timbangan elektronik",
        )
        assert found.keadaan(dt.date(2025, 6, 1)).kode == "berlaku"
    assert len(queries) == 1


BANYAK = """
INSERT INTO uttp_uttp (uml_id, kode, jenis_id, pemilik_id, tempat_id, merek, tipe, nomor_seri,
                       buatan, satuan, kelas, ekstra, foto, putusan_terakhir,
                       gugur_alasan, aktif, created_at)
SELECT uml_id, 'K' || lpad(n::text, 9, '0'), jenis_id, pemilik_id, tempat_id, 'Merek', '',
       md5(n::text), '', '', '', '{}', '', '', '', true, now()
FROM uttp_uttp, generate_series(1, 20000) AS n
"""


def test_among_many_instruments_a_serial_is_found_by_index(uml, alat):
    alat(nomor_seri="ZX-900")
    with connection.cursor() as cursor:
        cursor.execute(BANYAK)
        # Rows just written wait in a list that every search reads whole; vacuum empties it.
        cursor.execute("SELECT gin_clean_pending_list('uttp_seri_trgm')")
        cursor.execute("ANALYZE uttp_uttp")
    with CaptureQueriesContext(connection) as queries:
        assert len(ingat(uml, "zx 900")) == 1
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + queries[0]["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "uttp_seri_trgm" in plan and "Seq Scan on uttp_uttp" not in plan


def test_exact_serials_come_before_those_that_only_contain_it(uml, alat):
    alat(nomor_seri="1234"), alat(nomor_seri="91234")
    assert [u.nomor_seri for u in ingat(uml, "1234")] == ["1234", "91234"]


@pytest.mark.parametrize("q", ["9-00", "digi", "siti jaya"])
def test_the_search_box_finds_by_serial_brand_or_owner(alat, q):
    mine = alat(nomor_seri="A-900")
    assert list(cocok(Uttp.objects.all(), q)) == [mine]
    assert list(cocok(Uttp.objects.all(), mine.kode.lower())) == [mine]
    assert not cocok(Uttp.objects.all(), "tidak ada\x00 %_").exists()


def test_people_see_their_own_and_staff_their_units(alat, pemohon, petugas, orang):
    mine = alat(nomor_seri="1")
    stranger, reporter = orang("joko", Role.WAJIB_TTU), orang("lapor", Role.PELAPOR)
    for model, row in ((Uttp, mine), (Pemilik, mine.pemilik)):
        assert list(model.objects.visible_to(pemohon)) == [row]
        assert list(model.objects.visible_to(petugas)) == [row]
        assert not model.objects.visible_to(stranger).exists()
        assert not model.objects.visible_to(reporter).exists()


def test_a_representation_ends_when_it_is_withdrawn(alat, pemohon):
    alat()
    Wakil.objects.update(dicabut_pada=now())
    assert not Uttp.objects.visible_to(pemohon).exists()


def test_staff_of_another_unit_see_nothing(alat, petugas):
    alat()
    petugas.daftar_penugasan.update(sampai=dt.date(2021, 1, 1))
    petugas.forget_roles()
    assert not Uttp.objects.visible_to(petugas).exists()


def test_a_verdict_sets_validity_by_the_rule_and_enters_the_life(alat, petugas):
    uttp = alat()
    catatan.putuskan(
        uttp,
        putusan="sah",
        tahap="tera",
        tanggal=dt.date(2025, 3, 17),
        oleh=petugas,
        nomor="SKHP/1",
    )
    uttp.refresh_from_db()
    assert (uttp.putusan_terakhir, uttp.berlaku_sampai) == ("sah", dt.date(2026, 3, 17))
    assert [r.judul for r in uttp.riwayat.all()] == ["Tera: dinyatakan SAH"]


def test_a_failed_instrument_has_no_validity_left(alat, petugas):
    uttp = alat()
    catatan.putuskan(uttp, putusan="sah", tahap="tera", tanggal=dt.date(2025, 3, 17), oleh=petugas)
    catatan.putuskan(
        uttp, putusan="batal", tahap="tera_ulang", tanggal=dt.date(2026, 3, 1), oleh=petugas
    )
    assert uttp.berlaku_sampai is None and uttp.keadaan(dt.date(2026, 3, 2)).kode == "batal"


def test_a_test_entered_late_joins_the_life_but_does_not_overrule_a_newer_one(alat, petugas):
    uttp = alat()
    catatan.putuskan(uttp, putusan="sah", tahap="tera", tanggal=dt.date(2026, 3, 1), oleh=petugas)
    catatan.putuskan(
        Uttp.objects.get(), putusan="batal", tahap="tera", tanggal=dt.date(2025, 3, 1), oleh=petugas
    )
    uttp.refresh_from_db()
    assert uttp.putusan_terakhir == "sah" and uttp.riwayat.count() == 2


def test_a_broken_seal_ends_a_mark_early_and_a_new_test_heals_it(alat, petugas):
    uttp = alat()
    catatan.putuskan(uttp, putusan="sah", tahap="tera", tanggal=dt.date(2025, 3, 17), oleh=petugas)
    catatan.gugurkan(uttp, tanggal=dt.date(2025, 5, 1), alasan="Segel putus", oleh=petugas)
    assert uttp.keadaan(dt.date(2025, 6, 1)).kode == "gugur"
    catatan.putuskan(
        uttp, putusan="sah", tahap="tera_ulang", tanggal=dt.date(2025, 7, 1), oleh=petugas
    )
    assert uttp.keadaan(dt.date(2025, 8, 1)).kode == "berlaku"


def test_moves_and_new_owners_keep_the_life(alat, petugas, uml, toko, tempat):
    uttp, cabang = alat(), tempat(toko, "Cabang")
    catatan.pindahkan(uttp, cabang, oleh=petugas)
    lain = Pemilik.objects.create(uml=uml, nama="Pembeli")
    with pytest.raises(ValueError, match="usaha lain"):
        catatan.pindahkan(uttp, tempat(lain, "Kios"), oleh=petugas)
    catatan.alihkan(uttp, lain, lain.tempat.get(), oleh=petugas)
    assert [r.peristiwa for r in uttp.riwayat.order_by("pk")] == ["pindah", "ganti_pemilik"]
    assert Uttp.objects.get().pemilik == lain


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_life_of_an_instrument_cannot_be_rewritten(alat, petugas, act):
    row = catatan.catat(alat(), "didaftarkan", petugas)
    rows = RiwayatUttp.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError, match="hanya dapat ditambah"), transaction.atomic():
        rows.update(keterangan="lain") if act == "update" else rows.delete()


def test_the_database_refuses_a_validity_without_a_sah_verdict(alat):
    with pytest.raises(IntegrityError), transaction.atomic():
        alat(berlaku_sampai=dt.date(2026, 1, 1))


def test_a_standard_serves_only_while_its_certificate_does(uml):
    standar = Standar.objects.create(
        uml=uml,
        kode="AT-M1",
        nama="Anak timbangan",
        jenis="massa",
        kelas="M1",
        sertifikat_nomor="S/1",
        sertifikat_tanggal=dt.date(2025, 1, 1),
        berlaku_sampai=dt.date(2025, 12, 31),
    )
    assert list(Standar.objects.berlaku(dt.date(2025, 12, 31))) == [standar]
    assert not Standar.objects.berlaku(dt.date(2026, 1, 1)).exists()
    assert "berakhir 31 Desember 2025" in standar.alasan_tidak_berlaku(dt.date(2026, 1, 1))
    assert "baru berlaku" in standar.alasan_tidak_berlaku(dt.date(2024, 12, 31))
    assert standar.alasan_tidak_berlaku(dt.date(2025, 6, 1)) == ""


def test_a_borrowed_standard_names_its_agreement(uml):
    with pytest.raises(IntegrityError), transaction.atomic():
        Standar.objects.create(
            uml=uml,
            kode="B",
            nama="Bidur",
            jenis="massa",
            sertifikat_nomor="S",
            pinjaman_dari="UML X",
            sertifikat_tanggal=dt.date(2025, 1, 1),
            berlaku_sampai=dt.date(2026, 1, 1),
        )


def test_an_instrument_describes_itself_as_its_plate_does(alat):
    uttp = alat(merek="Digi", tipe="DS-781", nomor_seri="D1", e=Decimal("0.010000"))
    assert uttp.uraian() == "Digi DS-781, no. seri D1, 30 kg, e = 0,01 kg, kelas III"
