"""A pump of four nozzles on a phone: it is not SAH before the last nozzle is tested."""

import pytest

from metrologi.cerapan.models import Pengujian
from tests.cerapan.test_lembar_jenis import standard
from tests.office import PASSWORD
from tests.walk import walk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
NOZZLES = ("n1", "n2", "n3", "n4")


def names(penera, start):
    """The boxes of the sheet whose names begin so."""
    boxes = penera.page.locator(f"main [name^={start}]:visible")
    return boxes.evaluate_all("boxes => [...new Set(boxes.map((box) => box.name))]")


def test_a_pump_of_four_nozzles_is_sah_only_when_all_are_tested(visitor, office):
    pump = office.uttp("pompa_bbm", kapasitas_maks=None, kelas="", ekstra={"jumlah_nozzle": 4})
    measure = standard(office, pump.jenis.lembar)
    order = walk(office.order(pump), "diuji", office.people, office.samples())
    item = order.diterima()[0]
    penera = visitor(phone=True).sign_in("penera", PASSWORD)
    penera.go(f"/orders/{order.pk}/uji/{item.pk}/").look()
    shown = names(penera, "kebenaran_")
    assert {name.split("_")[1][:2] for name in shown} == set(NOZZLES)
    penera.page.check(f"[name=standar][value='{measure.pk}']")
    typed = dict.fromkeys(names(penera, "visual_"), "ya") | dict.fromkeys(
        names(penera, "beda_"), "20"
    )
    typed |= dict.fromkeys(shown, "20")
    fourth = {name: typed.pop(name) for name in shown if "_n4" in name}
    penera.fill(**typed, tapak_sah_jumlah="1")
    penera.waits_for("#cerapan-putusan", "Kebenaran (9 dari 36)")
    penera.page.locator("main button", has_text="Simpan hasil").click()
    penera.waits_for(".error-summary", "Kebenaran (9 dari 36)")
    penera.picture("pompa-tiga-nozzle")
    assert not Pengujian.objects.exists()
    penera.fill(**fourth)
    penera.waits_for("#cerapan-putusan", "SAH")
    penera.look().picture("pompa-empat-nozzle").submit("Simpan hasil")
    test = Pengujian.objects.get()
    assert test.putusan == "SAH" and test.uttp == pump
