"""A revoked letter is scanned: the sticker on the instrument and the code on the paper say so."""

import pytest
from django.urls import reverse

from metrologi.documents.models.dokumen import papers_of
from tests.office import PASSWORD
from tests.walk import walk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


def test_whoever_scans_a_revoked_letter_or_its_sticker_reads_that_it_is_revoked(visitor, office):
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    sticker = reverse("uttp:umum", args=[letter.daftar[0].uttp.kode])
    buyer = visitor(phone=True).go(sticker)
    assert "lagi" in buyer.text() and "Berlaku" in buyer.text()
    kepala = visitor().sign_in("kepala", PASSWORD)
    kepala.go(letter.get_absolute_url()).follow("Cabut")
    kepala.page.fill("[name=note]", "Segel ternyata rusak.")
    kepala.submit("Cabut")
    buyer.go(sticker).picture("stiker-dicabut")
    assert "Surat dicabut" in buyer.text() and "harus diuji kembali" in buyer.text()
    (paper,) = papers_of(letter)
    buyer.go(reverse("portal:dokumen", args=[paper.kode_verifikasi])).picture("surat-dicabut")
    assert "Dicabut" in buyer.text() and "tidak berlaku lagi" in buyer.text()
    owner = visitor(phone=True).sign_in("wajib_ttu", PASSWORD)
    owner.go("/pesan/").picture("pesan-dicabut")
    assert "Segel ternyata rusak." in owner.text() and "Ajukan tera ulang" in owner.text()
