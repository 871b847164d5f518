"""Keys and passphrases: what is counted, what pauses, what is never kept."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from metrologi.clock.now import at, now
from metrologi.documents.issuing import issue
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing import (
    KeyExpired,
    KeyLocked,
    SigningError,
    WrongPassphrase,
    pades,
    pkcs12,
)
from metrologi.documents.signing.demo import DemoCA, buat_kunci_demo
from metrologi.documents.signing.sertifikat import describe
from tests.documents.conftest import PASSPHRASE


def try_to_sign(case, kepala, secret="salah"):
    with transaction.atomic():
        return issue("uji_surat", case, by=kepala, secret=secret)


@pytest.mark.django_db(transaction=True)
def test_a_wrong_passphrase_is_counted_although_everything_else_is_undone(case, kepala):
    with pytest.raises(WrongPassphrase) as caught:
        try_to_sign(case, kepala)
    assert (caught.value.remaining, str(caught.value)) == (
        4,
        "Passphrase salah. Sisa percobaan: 4.",
    )
    assert KunciTandaTangan.objects.get().gagal == 1


@pytest.mark.django_db(transaction=True)
def test_the_fifth_wrong_passphrase_rests_the_key_and_even_the_right_one_waits(case, kepala):
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            try_to_sign(case, kepala)
    with pytest.raises(KeyLocked):
        try_to_sign(case, kepala)
    with pytest.raises(KeyLocked, match="pukul"):
        try_to_sign(case, kepala, PASSPHRASE)
    with at(now() + timedelta(minutes=16)):
        assert try_to_sign(case, kepala, PASSPHRASE).tte == "internal"


@pytest.mark.django_db(transaction=True)
def test_a_right_passphrase_clears_the_count(case, kepala):
    with pytest.raises(WrongPassphrase):
        try_to_sign(case, kepala)
    try_to_sign(case, kepala, PASSPHRASE)
    assert KunciTandaTangan.objects.get().gagal == 0


def test_a_key_made_in_the_same_transaction_is_counted_too(case, kepala):
    with pytest.raises(WrongPassphrase):
        try_to_sign(case, kepala)


def test_the_passphrase_is_neither_logged_nor_shown(case, kepala, caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(WrongPassphrase) as caught:
        try_to_sign(case, kepala, "kata-rahasia-salah")
    assert "kata-rahasia-salah" not in caplog.text + str(caught.value)
    opened = pkcs12.open_p12(bytes(KunciTandaTangan.objects.get().p12), PASSPHRASE)
    assert "key" not in repr(opened).split("cert=")[0]


def test_signing_works_where_an_event_loop_runs(kepala):
    opened = pkcs12.open_p12(bytes(KunciTandaTangan.objects.get().p12), PASSPHRASE)
    from tests.documents.test_render import PAPER, PAYLOAD, render

    pdf = render(PAPER, PAYLOAD)

    async def inside():
        return pades.sign(pdf, opened, reason="uji", location="Sekayu", name="Siti")

    assert asyncio.run(inside()).startswith(pdf)


def test_the_signature_field_can_be_read_aloud(kepala):
    import io

    import pikepdf

    from tests.documents.test_render import PAPER, PAYLOAD, render

    opened = pkcs12.open_p12(bytes(KunciTandaTangan.objects.get().p12), PASSPHRASE)
    signed = pades.sign(
        render(PAPER, PAYLOAD), opened, reason="uji", location="Sekayu", name="Siti"
    )
    with pikepdf.open(io.BytesIO(signed)) as document:
        (widget,) = document.Root.AcroForm.Fields
        assert str(widget.TU) == "Tanda tangan elektronik Siti"
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        assert numbers[len(numbers) - 1].S == "/Form" and int(widget.StructParent) == int(
            numbers[len(numbers) - 2]
        )
        assert document.Root.Perms.DocMDP.Reference[0].TransformParams.P == 2


def test_a_new_key_replaces_the_old_which_stays_on_file(kepala):
    buat_kunci_demo(kepala, PASSPHRASE)
    assert sorted(KunciTandaTangan.objects.values_list("aktif", flat=True)) == [False, True]


def test_an_unfit_key_is_refused_with_a_reason():
    since = datetime(2020, 1, 1, tzinfo=UTC)
    with pytest.raises(KeyExpired, match="tidak berlaku"):
        describe(DemoCA(since).p12("Siti", PASSPHRASE, years=1), PASSPHRASE)
    with pytest.raises(ValueError, match="passphrase"):
        describe(DemoCA(since).p12("Siti", PASSPHRASE), "salah")
    with pytest.raises(SigningError, match="bukan PKCS#12"):
        describe(b"bukan pkcs12", PASSPHRASE)


def test_demo_keys_exist_only_in_the_demo(kepala, settings):
    call_command("buat_kunci_demo", kepala.username, "passphrase-demo")
    settings.SECRET_KEY = "x" * 60
    with pytest.raises(CommandError, match="mode demo"):
        call_command("buat_kunci_demo", kepala.username, "passphrase-demo")


def test_another_service_is_one_setting_away(kepala, settings, case):
    settings.TTE_ADAPTER = "tests.documents.test_signing.Sibling"
    with pytest.raises(SigningError, match="tidak dapat dihubungi"):
        try_to_sign(case, kepala, PASSPHRASE)


class Sibling:
    """A signing service that is down."""

    tte = "bsre"

    def __init__(self, user):
        self.user = user

    def prepare(self, secret):
        return None

    def sign(self, pdf, *, secret, reason, location, name):
        raise SigningError("Layanan tanda tangan tidak dapat dihubungi.")
