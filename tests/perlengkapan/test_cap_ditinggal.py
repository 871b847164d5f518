"""A penera leaves the office with a stamp on loan: the store takes it back, with two people."""

import pytest

from metrologi.accounts.models import User
from metrologi.workflow import terhenti
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.run import run
from tests.perlengkapan.conftest import cap, pinjamkan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]


def test_the_store_takes_back_the_stamp_of_a_penera_who_left_and_another_checks_it(office):
    stamp = cap(office)
    loan = pinjamkan(office, stamp)
    User.objects.filter(pk=loan.penera_id).update(is_active=False)
    loan = type(loan).objects.get(pk=loan.pk)
    assert "belum diganti" in terhenti.kekurangan(loan)
    keeper = office.people["administrasi"]
    loan = run(loan, "terima_kembali", by=keeper, seen="dipinjam", note="Pindah ke Palembang.")
    assert (loan.status, loan.kembali_at is not None) == ("dikembalikan", True)
    with pytest.raises(NotAllowed, match="orang lain"):
        run(loan, "periksa", by=keeper, seen="dikembalikan")
    loan = run(loan, "periksa", by=office.people["admin_satker"], seen="dikembalikan")
    stamp.refresh_from_db()
    assert (loan.status, stamp.dipinjam) == ("selesai", 0)
