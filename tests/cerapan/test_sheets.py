"""The sheets: points they propose, readings they judge, and what they refuse to judge."""

from decimal import Decimal
from importlib import import_module

import pytest

from metrologi.lembar import JENIS, LEMBAR, Alat, dokumen
from metrologi.lembar.nilai import nilai, ujian
from metrologi.lembar.timbangan import beban_uji

ALAT = Alat(Decimal(30), Decimal("0.2"), Decimal("0.01"), Decimal("0.01"), "kg", "III")
YA = {kode: "ya" for sheet in LEMBAR.values() for kode, *_ in sheet.visual}


def points(kode, uji, alat=ALAT, tahap="tera_ulang", cara=""):
    test = next(u for u in LEMBAR[kode].uji if u.kode == uji)
    return test.titik(alat, tahap, cara)


def perfect(kode, alat=ALAT, tahap="tera_ulang", cara=""):
    """Readings without any error for every point of a sheet."""
    half = alat.maks / 2 if alat.maks else None
    found = {}
    for uji in ujian(LEMBAR[kode], alat, tahap):
        for titik in uji.titik(alat, tahap, cara):
            row = {
                i.nama: Decimal(i.awal.replace(",", ".")) if i.awal else None for i in titik.isian
            }
            load = row.get("beban", half)
            for name in row:
                exact = {
                    "tampil": 0 if (kode, uji.kode) == ("timbangan_pegas", "nol") else load,
                    "dl": alat.e and alat.e / 2,
                    "bejana": row.get("tampil"),
                    "amatan": "setimbang",
                    "gerak": Decimal(6),
                    "tetap": "ya",
                    "naik": "ya",
                }
                row[name] = row[name] if row[name] is not None else exact.get(name)
            found[f"{uji.kode}_{titik.kunci}"] = row
    return found


def verdict(kode, readings, alat=ALAT, tahap="tera_ulang", cara="", visual=YA):
    return nilai(LEMBAR[kode], alat, tahap, cara, readings, visual)


ALL = [
    ("timbangan_elektronik", "lapangan"),
    ("timbangan_elektronik", "titik_ubah"),
    ("timbangan_pegas", ""),
    ("timbangan_meja", ""),
    ("pompa_bbm", ""),
]
METER = Alat(None, None, None, None, "L/menit", "", nozzle=2, mmq=Decimal(2))


def fit(kode):
    return METER if kode == "pompa_bbm" else ALAT


def test_every_sheet_is_named_by_a_kind_of_its_folder_and_no_kind_names_another():
    for folder in JENIS:
        sheets = {sheet.kode for sheet in import_module(f"metrologi.lembar.{folder}").LEMBAR}
        assert {row["lembar"] for row in dokumen(folder)["jenis"]} == sheets, folder


@pytest.mark.parametrize(("kode", "cara"), ALL)
@pytest.mark.parametrize("tahap", ["tera", "tera_ulang"])
def test_a_sheet_without_any_error_is_sah(kode, cara, tahap):
    alat = fit(kode)
    done = verdict(kode, perfect(kode, alat, tahap, cara), alat, tahap, cara)
    assert (done.putusan, done.kurang, done.gagal()) == ("SAH", [], [])


@pytest.mark.parametrize(("kode", "cara"), ALL)
def test_one_missing_reading_leaves_the_sheet_without_verdict(kode, cara):
    alat = fit(kode)
    whole = perfect(kode, alat, cara=cara)
    for name in whole:
        broken = {k: ({f: None for f in v} if k == name else v) for k, v in whole.items()}
        assert verdict(kode, broken, alat, cara=cara).putusan == "TIDAK_LENGKAP", name


@pytest.mark.parametrize("kode", list(LEMBAR))
def test_an_empty_sheet_is_never_sah(kode):
    empty = Alat(None, None, None, None, "", "")
    assert verdict(kode, {}, empty, visual={}).putusan == "TIDAK_LENGKAP"


def test_points_are_min_the_step_edges_half_and_max():
    assert beban_uji(ALAT) == [Decimal(x) for x in ("0.2", "5", "15", "20", "30")]
    assert beban_uji(
        Alat(Decimal(600), Decimal("0.2"), Decimal("0.01"), Decimal("0.001"), "g", "II")
    ) == [Decimal(x) for x in ("0.2", "50", "200", "300", "600")]


def test_what_concerns_tera_alone_is_not_asked_at_tera_ulang():
    without = {k: v for k, v in YA.items() if k not in ("tipe", "bahan")}
    whole = perfect("timbangan_elektronik", cara="lapangan")
    assert verdict("timbangan_elektronik", whole, cara="lapangan", visual=without).putusan == "SAH"
    again = verdict("timbangan_elektronik", whole, tahap="tera", cara="lapangan", visual=without)
    assert (again.putusan, again.kurang) == ("TIDAK_LENGKAP", ["Pemeriksaan visual (2 dari 7)"])


def test_one_no_in_the_visual_examination_fails_the_instrument():
    done = verdict("timbangan_pegas", perfect("timbangan_pegas"), visual=YA | {"bersih": "tidak"})
    assert done.putusan == "BATAL" and done.gagal()[0]["uji"] == "Pemeriksaan visual"


def test_the_limit_stands_beside_a_point_before_it_is_read():
    whole = perfect("timbangan_elektronik", cara="lapangan")
    whole["kebenaran_k5"]["tampil"] = None
    point = verdict("timbangan_elektronik", whole, cara="lapangan").titik()["kebenaran_k5"]
    assert (point.batas, point.satuan, point.tanda, point.putusan) == (
        "0,03",
        "kg",
        "±",
        "TIDAK_LENGKAP",
    )


@pytest.mark.parametrize(
    ("tahap", "limit", "passes"), [("tera", "0,015", "BATAL"), ("tera_ulang", "0,03", "SAH")]
)
def test_tera_ulang_allows_twice_the_bkd(tahap, limit, passes):
    whole = perfect("timbangan_elektronik", tahap=tahap, cara="lapangan")
    whole["kebenaran_k5"]["tampil"] = Decimal("30.02")
    point = verdict("timbangan_elektronik", whole, tahap=tahap, cara="lapangan").titik()[
        "kebenaran_k5"
    ]
    assert (point.batas, point.putusan) == (limit, passes)


@pytest.mark.parametrize(
    ("shown", "moved", "expected"),
    [
        ("30.03", None, "TIDAK_LENGKAP"),
        ("30.03", "ya", "BATAL"),
        ("30.03", "tidak", "SAH"),
        ("29.97", "ya", "SAH"),
        ("29.97", "tidak", "BATAL"),
        ("30.04", "tidak", "BATAL"),
    ],
)
def test_exactly_on_the_limit_half_an_e_decides(shown, moved, expected):
    whole = perfect("timbangan_elektronik", cara="lapangan")
    whole["kebenaran_k5"] |= {"tampil": Decimal(shown), "berubah": moved}
    assert (
        verdict("timbangan_elektronik", whole, cara="lapangan").titik()["kebenaran_k5"].putusan
        == expected
    )


def test_the_zero_error_corrects_every_changeover_point():
    whole = perfect("timbangan_elektronik", tahap="tera", cara="titik_ubah")
    whole["kebenaran_k5"] |= {"tampil": Decimal("30.02"), "dl": Decimal("0.008")}
    plain = verdict("timbangan_elektronik", whole, tahap="tera", cara="titik_ubah").titik()[
        "kebenaran_k5"
    ]
    assert (plain.nilai, plain.putusan) == ("0,017", "BATAL")
    whole["nol_n1"]["dl"] = Decimal("0.0025")
    corrected = verdict("timbangan_elektronik", whole, tahap="tera", cara="titik_ubah").titik()[
        "kebenaran_k5"
    ]
    assert (corrected.nilai, corrected.putusan, corrected.sisa) == ("0,0145", "SAH", "0,0005")


def test_without_the_zero_test_a_changeover_point_waits_and_says_so():
    whole = perfect("timbangan_elektronik", cara="titik_ubah")
    whole["nol_n1"] = {"beban": Decimal("0.1"), "tampil": None, "dl": None}
    point = verdict("timbangan_elektronik", whole, cara="titik_ubah").titik()["kebenaran_k1"]
    assert point.putusan == "TIDAK_LENGKAP" and "penyetelan nol" in point.alasan


def test_an_extra_load_beyond_e_is_invalid_and_warned_of():
    whole = perfect("timbangan_elektronik", cara="titik_ubah")
    whole["kebenaran_k2"]["dl"] = Decimal("0.02")
    done = verdict("timbangan_elektronik", whole, cara="titik_ubah")
    assert done.putusan == "TIDAK_VALID" and any("ΔL" in p for p in done.peringatan)


def test_displays_that_differ_by_exactly_the_bkd_are_weighed_again_with_the_extra_load():
    whole = perfect("timbangan_elektronik", tahap="tera", cara="lapangan")
    whole["kemampuan_ulang_u2"]["tampil"] += Decimal("0.01")
    for n in (1, 2, 3):
        whole[f"kemampuan_ulang_u{n}"]["dl"] = None
    ask = verdict("timbangan_elektronik", whole, tahap="tera", cara="lapangan").titik()[
        "kemampuan_ulang_u"
    ]
    assert ask.putusan == "TIDAK_LENGKAP" and "ΔL" in ask.alasan
    for n, extra in ((1, "0.002"), (2, "0.009"), (3, "0.005")):
        whole[f"kemampuan_ulang_u{n}"]["dl"] = Decimal(extra)
    point = verdict("timbangan_elektronik", whole, tahap="tera", cara="lapangan").titik()[
        "kemampuan_ulang_u"
    ]
    assert (point.nilai, point.batas, point.putusan) == ("0,006", "0,01", "SAH")


def test_a_corner_load_under_a_third_of_max_tests_nothing():
    whole = perfect("timbangan_elektronik", cara="lapangan")
    whole["eksentrisitas_p3"] |= {"beban": Decimal(5), "tampil": Decimal(5)}
    assert verdict("timbangan_elektronik", whole, cara="lapangan").putusan == "TIDAK_VALID"


def test_a_fine_display_is_read_directly_and_the_field_method_refuses_it():
    fine = Alat(Decimal(600), Decimal("0.2"), Decimal("0.01"), Decimal("0.001"), "g", "II")
    sheet = LEMBAR["timbangan_elektronik"]
    assert (sheet.cara_baku(ALAT), sheet.cara_baku(fine)) == ("lapangan", "langsung")
    whole = perfect("timbangan_elektronik", fine, "tera", "langsung")
    whole["kebenaran_k2"]["tampil"] = Decimal("50.005")
    done = verdict("timbangan_elektronik", whole, fine, "tera", "langsung")
    assert (done.putusan, done.titik()["kebenaran_k2"].sisa) == ("SAH", "0")
    assert verdict("timbangan_elektronik", whole, fine, "tera", "lapangan").putusan != "SAH"


def test_a_scale_that_does_not_fit_its_class_fails_and_the_plate_is_to_be_looked_at_again():
    odd = Alat(Decimal(300), Decimal("0.2"), Decimal("0.01"), Decimal("0.01"), "kg", "III")
    done = verdict(
        "timbangan_elektronik",
        perfect("timbangan_elektronik", odd, cara="lapangan"),
        odd,
        cara="lapangan",
    )
    assert done.putusan == "BATAL" and "tidak cocok dengan kelas III" in done.peringatan[0]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [("setimbang", "SAH"), ("tercapai", "SAH"), ("tidak", "BATAL"), (None, "TIDAK_LENGKAP")],
)
def test_a_beam_scale_balances_or_is_brought_to_balance_by_the_bkd(seen, expected):
    beam = Alat(Decimal(10), Decimal("0.2"), Decimal("0.01"), None, "kg", "III")
    whole = perfect("timbangan_meja", beam)
    whole["kebenaran_k2"]["amatan"] = seen
    assert verdict("timbangan_meja", whole, beam).putusan == expected


@pytest.mark.parametrize(
    ("max_kg", "moved", "expected"), [(30, "2", "SAH"), (30, "1.9", "BATAL"), (150, "4.9", "BATAL")]
)
def test_a_beam_scale_must_move_far_enough(max_kg, moved, expected):
    beam = Alat(Decimal(max_kg), None, Decimal(max_kg) / 1000, None, "kg", "III")
    whole = perfect("timbangan_meja", beam)
    whole["kepekaan_s1"]["gerak"] = Decimal(moved)
    point = verdict("timbangan_meja", whole, beam).titik()["kepekaan_s1"]
    assert (point.putusan, point.tanda, point.batas) == (
        expected,
        "≥",
        "2" if max_kg == 30 else "5",
    )


def test_a_pointer_is_judged_by_reading_minus_load():
    whole = perfect("timbangan_pegas")
    whole["kebenaran_k5"]["tampil"] = Decimal("30.031")
    point = verdict("timbangan_pegas", whole).titik()["kebenaran_k5"]
    assert (point.nilai, point.batas, point.putusan) == ("0,031", "0,03", "BATAL")


@pytest.mark.parametrize(
    ("can", "expected"),
    [("19.9005", "SAH"), ("19.9", "BATAL"), ("20.1", "SAH"), ("20.101", "BATAL")],
)
def test_a_pump_is_judged_against_the_can_not_the_display(can, expected):
    whole = perfect("pompa_bbm", METER)
    whole["kebenaran_n1maks1"]["bejana"] = Decimal(can)
    assert verdict("pompa_bbm", whole, METER).titik()["kebenaran_n1maks1"].putusan == expected


def test_a_pump_must_be_steady_at_each_flow_of_each_nozzle():
    whole = perfect("pompa_bbm", METER)
    whole["kebenaran_n2sedang2"]["bejana"] = Decimal("20.03")
    done = verdict("pompa_bbm", whole, METER)
    failed = [row["titik"] for row in done.gagal()]
    assert (done.putusan, failed) == ("BATAL", ["Nozzle 2, sedang"])
    assert done.titik()["ketidaktetapan_r2sedang"].tanda == "≤"


def test_a_comma_in_the_wrong_place_is_asked_about():
    whole = perfect("timbangan_elektronik", cara="lapangan")
    whole["kebenaran_k5"]["tampil"] = Decimal(300)
    assert any(
        "letak koma" in p
        for p in verdict("timbangan_elektronik", whole, cara="lapangan").peringatan
    )


def test_a_result_is_plain_data_with_the_version_of_its_rules():
    done = verdict(
        "timbangan_elektronik", perfect("timbangan_elektronik", cara="lapangan"), cara="lapangan"
    ).as_json()
    assert done["versi"] and done["uji"][2]["titik"][0]["sisa"]
    assert ("u1", "Penimbangan 1 pada 15 kg") in done["uji"][3]["dibaca"]
