"""The campaign attacks what it starts itself, on loopback, and the same seed sends the same."""

import random

import pytest

from tests.serang import __main__ as perintah
from tests.serang import kembar, laporan, rusak, siap
from tests.serang.borang import borang, halaman, pdf
from tests.serang.orang import Jawaban, jalur, kemas

PAGE = b"""<html><body>
<form method="post" action="/orders/1/terima/"><input type="hidden" name="kiriman" value="x-1">
<input name="csrfmiddlewaretoken" value="t"><input name="nama" required><input name="boleh">
<select name="jenis"><option value="">-</option><option value="7">Tujuh</option></select>
<input type="radio" name="kaji" value="diterima"><input type="radio" name="kaji" value="dirujuk">
<input type="file" name="surat"><textarea name="isi">Sudah</textarea><button>Kirim</button></form>
<form method="post" action="/akun/keluar/"><button>Keluar</button></form>
<form method="post" action="https://lain.example/"><button>Kirim</button></form>
<form method="get" action="/cari/"><input name="q"></form></body></html>"""


def test_a_form_is_filled_as_a_willing_person_would():
    (form,) = borang(halaman(PAGE), "/orders/1/terima/")
    assert form.ke == "/orders/1/terima/" and form.berkas == ["surat"]
    assert dict(form.isian) == {
        "kiriman": "x-1",
        "nama": "Uji serang",
        "boleh": "",
        "jenis": "7",
        "kaji": "diterima",
        "isi": "Sudah",
    }


@pytest.mark.parametrize("address", ["https://lain.example/", "//lain.example/a", "mailto:a@b.c"])
def test_no_link_leads_to_another_portal(address):
    assert jalur(address) == ""


def test_the_command_takes_no_address():
    with pytest.raises(SystemExit):
        perintah._parser().parse_args(["https://portal.example.go.id"])
    options = {word for action in perintah._parser()._actions for word in action.option_strings}
    assert not options & {"--alamat", "--url", "--host", "--port"}


def test_the_same_seed_makes_the_same_request():
    (form,) = borang(halaman(PAGE), "/orders/1/terima/")
    for way in set(rusak.WAYS) - {rusak.berkas_besar}:
        once, again = (way(form, random.Random(7))[0] for _ in range(2))
        # The line between the parts of a body is drawn anew.
        assert len(once) == len(again)


def test_every_step_that_a_person_takes_is_sent():
    named = {one.nama for one in siap.langkah()}
    assert {"orders.ajukan", "skhp.tandatangani", "pengaduan.adukan"} <= named
    assert all(one.sel() and not one.step.reaction for one in siap.langkah())


def test_whoever_goes_through_the_counter_tries_it_too():
    (one,) = (one for one in siap.langkah() if one.nama == "orders.ajukan")
    assert ("", one.step.proxy) in one.sel()


@pytest.mark.parametrize(
    ("codes", "new", "wrong"),
    [
        ([302] * 8, 1, False),
        ([302] + [409] * 7, 1, False),
        ([422] * 8, 0, False),
        ([302] * 8, 2, True),
        ([302] * 8, 0, True),
        ([0] + [302] * 7, 1, True),
        ([302] * 7 + [500], 1, True),
    ],
)
def test_twins_are_right_when_one_was_taken_and_nobody_was_thanked_for_nothing(codes, new, wrong):
    assert kembar.salah(codes, new) is wrong


@pytest.mark.parametrize(
    ("status", "broken"), [(500, True), (502, True), (503, False), (422, False)]
)
def test_a_page_that_asks_for_patience_is_not_broken(status, broken):
    assert Jawaban(status).rusak is broken


def test_a_body_with_a_file_has_every_part():
    body, headers = kemas([("a", "b")], [("surat", "a.pdf", pdf(), "application/pdf")])
    assert headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert body.count(b"Content-Disposition") == 3 and b"%PDF-1.4" in body


def test_a_run_of_one_attack_takes_the_place_of_its_former_one_and_leaves_the_others():
    def part(name, count):
        return laporan.bagian(name, "hari ini", 7, [("requests", str(count))], {"Wrong": ["x"]})

    page = laporan.halaman("", part("rusak", 10))
    page = laporan.halaman(page, part("kembar", 20))
    page = laporan.halaman(page, part("rusak", 30))
    assert page.startswith(laporan.HEAD)
    assert page.count(laporan.MARK) == 2
    assert "| 30 |" in page and "| 20 |" in page and "| 10 |" not in page
    assert laporan.halaman(page, part(laporan.SEMUA, 1)).count(laporan.MARK) == 1
