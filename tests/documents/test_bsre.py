"""Signing through BSrE's gateway.

Real HTTP, real signatures, and nothing issued when anything is amiss.
"""

import subprocess
import traceback

import pytest
from django.db import transaction

from metrologi.documents import issuing, signing, store
from metrologi.documents.models import Dokumen
from metrologi.documents.signing import bsre
from metrologi.settings.penandatangan import problems
from tests.documents.tiruan_bsre import PASSPHRASE, PASSWORD, USER, Tiruan


@pytest.fixture
def gerbang(settings, kepala):
    made = Tiruan()
    made.status[kepala.email] = "ISSUE"
    settings.TTE_ADAPTER = "metrologi.documents.signing.bsre.BsreSigner"
    settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD, settings.BSRE_TIMEOUT = (
        made.url,
        USER,
        PASSWORD,
        5,
    )
    yield made
    made.close()


@pytest.fixture
def kepala(kepala):
    kepala.email = "kepala@muba.go.id"
    kepala.save()
    return kepala


def issue(case, kepala, secret=PASSPHRASE):
    with transaction.atomic():
        return issuing.issue("uji_surat", case, by=kepala, secret=secret)


def test_a_paper_signed_by_bsre_says_so_and_is_valid(case, kepala, gerbang, tmp_path):
    paper = issue(case, kepala)
    path = tmp_path / "surat.pdf"
    path.write_bytes(store.read(paper.file))
    said = " ".join(
        subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
        .stdout.decode()
        .split()
    )
    assert paper.tte == "bsre" and "diterbitkan BSrE" in said.replace("BSrE.", "BSrE")
    assert (
        "Signature is Valid"
        in subprocess.run(["pdfsig", path], capture_output=True, check=False).stdout.decode()
    )
    assert gerbang.asked == [bsre.STATUS, bsre.SIGN]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("EXPIRED", signing.KeyExpired),
        ("NOT_REGISTERED", signing.NoKey),
        ("REVOKE", signing.KeyExpired),
        ("ANEH", signing.NoKey),
    ],
)
def test_who_may_not_sign_is_told_why_before_any_work(case, kepala, gerbang, status, error):
    gerbang.status[kepala.email] = status
    with pytest.raises(error):
        issue(case, kepala)
    assert gerbang.asked == [bsre.STATUS] and not Dokumen.objects.exists()


def test_a_wrong_passphrase_issues_nothing_and_appears_nowhere(case, kepala, gerbang, caplog):
    wrong = "kata-" + "rahasia"
    with pytest.raises(bsre.PassphraseDitolak) as caught:
        issue(case, kepala, wrong)
    told = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert wrong not in told and not Dokumen.objects.exists()


@pytest.mark.parametrize("fault", ["rubbish", "empty", "down"])
def test_rubbish_silence_or_an_empty_answer_issue_nothing(case, kepala, gerbang, fault):
    gerbang.fault = fault
    with pytest.raises(bsre.Unavailable):
        issue(case, kepala)
    assert not Dokumen.objects.exists()


def test_account_and_passphrase_follow_no_redirect(case, kepala, gerbang):
    gerbang.fault = "moved"
    with pytest.raises(bsre.Unavailable):
        issue(case, kepala)
    assert gerbang.asked == [bsre.STATUS]


def test_a_gateway_that_is_gone_issues_nothing(case, kepala, gerbang, settings):
    settings.BSRE_URL = "http://127.0.0.1:9"
    with pytest.raises(bsre.Unavailable, match="tidak menjawab"):
        issue(case, kepala)


def test_a_wrong_account_at_the_gateway_issues_nothing(case, kepala, gerbang, settings):
    settings.BSRE_PASSWORD = "bukan"
    with pytest.raises(signing.SigningError):
        issue(case, kepala)


def test_production_refuses_a_gateway_without_https_or_account():
    assert problems({}) == []
    assert (
        problems({"BSRE_URL": "https://esign.go.id", "BSRE_USER": "a", "BSRE_PASSWORD": "b"}) == []
    )
    assert len(problems({"BSRE_URL": "http://esign.go.id"})) == 2
