"""A root certificate and keys for the demo and the tests; a real office brings its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from metrologi.accounts.models import User
from metrologi.clock.now import now
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing.sertifikat import install_key

CA = "CA Demo Portal Metrologi"
YEARS_BACK, YEARS = 4, 9

USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def buat_kunci_demo(user: User, passphrase: str) -> KunciTandaTangan:
    """Give this person a demo key that has been valid for four years, to sign a made-up history.

    Raises PermissionError outside the demo and the tests.
    """
    if not settings.DEMO and not settings.SECRET_KEY.startswith("test-"):
        raise PermissionError("Kunci demo hanya dibuat dalam mode demo.")
    since = now() - timedelta(days=365 * YEARS_BACK)
    made = DemoCA(since).p12(user.nama, passphrase, years=YEARS)
    return install_key(user, made, passphrase, accepted=[CA])


class DemoCA:
    """A self-signed P-256 root that lives as long as this object."""

    def __init__(self, since: datetime, name: str = CA) -> None:
        self.since = since
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _name(name)
        builder = _builder(self.name, self.name, self.key.public_key(), since, years=20)
        builder = builder.add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        builder = builder.add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        self.cert = builder.sign(self.key, hashes.SHA256())

    def p12(
        self, nama: str, passphrase: str, *, years: int = 3, since: datetime | None = None
    ) -> bytes:
        """A PKCS#12 file with a fresh P-256 key for this person."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _builder(
            _name(nama), self.name, key.public_key(), since or self.since, years=years
        )
        builder = builder.add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        )
        builder = builder.add_extension(
            _usage("digital_signature", "content_commitment"), critical=True
        )
        cert = builder.sign(self.key, hashes.SHA256())
        return pkcs12.serialize_key_and_certificates(
            nama.encode(), key, cert, [self.cert], BestAvailableEncryption(passphrase.encode())
        )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    since: datetime,
    *,
    years: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*on: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name in on for name in USAGES})
