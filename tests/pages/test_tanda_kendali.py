"""Nobody's paste from Word brings unseen control characters into the register."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from metrologi.portal.teks import KENDALI
from metrologi.uttp.models import Uttp
from tests.kode.sumber import PACKAGES
from tests.pages.kotak_isian import every_form

TEXTS = [
    pytest.param(field, id=f"{name}.{box}")
    for name, form in every_form(PACKAGES).items()
    for box, field in form.base_fields.items()
    if isinstance(field, forms.CharField)
]


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("sign", ["\x0b", "\x1f", "\x85"])
def test_a_control_character_never_gets_through_a_text_field(field, sign):
    try:
        kept = field.clean(f"Lapak K{sign}sus")
    except ValidationError:
        return
    assert not KENDALI.search(str(kept))


def test_the_refusal_says_where_it_stands():
    with pytest.raises(ValidationError, match="sesudah “Lapak K”"):
        forms.CharField().clean("Lapak K\x0bsus")


def test_lines_and_tabs_stay():
    assert forms.CharField().clean("Kamis\r\n\tJumat") == "Kamis\r\n\tJumat"


def test_a_form_made_from_a_model_asks_too():
    form = forms.modelform_factory(Uttp, fields=["merek"])
    with pytest.raises(ValidationError, match="tidak terlihat"):
        form.base_fields["merek"].clean("CA\x0bS")


@pytest.mark.django_db
@pytest.mark.parametrize("nama", ["Suparno", "O", "N.", "D'Costa", "Nurʼaini, S.Pd.", "Ir. H. Ali"])
def test_a_name_of_one_word_or_with_a_title_is_a_name(client, office, nama):
    client.force_login(office.people["administrasi"])
    place = office.owner.tempat.first()
    typed = {
        "pemilik": nama,
        "kecamatan": place.kecamatan_id,
        "jenis": "timbangan_pegas",
        "merek": "Camry",
        "nomor_seri": "N-1",
    }
    assert client.post("/orders/loket/", typed).status_code == 302
    assert Uttp.objects.get().pemilik.nama == nama
