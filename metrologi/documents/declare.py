"""How an app declares a paper: a subclass of `Document` with `@register` and a `payload`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db.models import Model

from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.calendar import WIB
from metrologi.clock.now import today
from metrologi.documents import lambang
from metrologi.documents.models.dokumen import Dokumen
from metrologi.documents.payload import Attachment, PaperCase, Payload

_registry: dict[str, Document] = {}


class Document:
    """A kind of paper. Instances hold no state; the registry keeps one per class.

    `payload` returns plain JSON data of the case; `common` adds the unit, title, date and signer.
    Everything that the paper prints is in the payload, so that the same payload always prints the
    same bytes.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    template: ClassVar[str]
    pattern: ClassVar[str] = "{klasifikasi}/{urut:04}/{unit}/{bulan_romawi}/{tahun}"
    signer: ClassVar[bool] = False
    signer_role: ClassVar[str] = Role.KEPALA
    klasifikasi: ClassVar[str] = ""
    styles: ClassVar[tuple[str, ...]] = ()
    # For the office only: whoever sees the case from outside does not get this paper.
    internal: ClassVar[bool] = False

    # These five take the case class of the paper, so no type is said here.
    def applies(self, case: Any) -> bool:
        """Whether a step that may issue this paper does so for this case."""
        return True

    def payload(self, case: Any, by: User | None) -> Payload:
        """What this paper prints of the case, as `by` issues it (None: the system)."""
        raise NotImplementedError

    def lembar(self, case: Any) -> list[tuple[Payload, Dokumen | None]]:
        """The copies that one step issues: what each says besides, and which paper it replaces."""
        return [({}, case.paper_replaced_by(self.code))]

    def attachments(self, case: Any) -> list[Attachment]:
        """Further files inside the PDF/A-3: (file name, content, description)."""
        return []

    def public(self, payload: Payload) -> list[tuple[str, str]]:
        """Label and value of what anyone may see on the verification page; never personal data."""
        return []

    def common(self, case: PaperCase, by: User | None) -> Payload:
        """Payload keys that every paper shares; `payload` may override any of them.

        Whoever signs by hand is named by the paper itself, in `payload`.
        """
        uml = case.uml
        payload: Payload = {
            "uml": unit(uml),
            "judul": self.title,
            "tanggal": today().isoformat(),
            "kertas": uml.kertas,
            "demo": settings.DEMO,
        }
        if self.signer:
            payload["penandatangan"] = penanggung_jawab(by, uml, self.signer_role)
        return payload

    def link(self, path: str) -> str:
        """The public address of a path of this portal."""
        return tautan(path)

    def numbers_of(self, case: Model) -> list[str]:
        """Numbers of the papers in force that were issued for a case."""
        return [d.nomor for d in Dokumen.objects.terbit_untuk(case)]


Kind = TypeVar("Kind", bound=type[Document])


def register(cls: Kind) -> Kind:
    """Class decorator: make the paper known by its code; ValueError when another class has it."""
    known_as = _registry.get(cls.code)
    if known_as is not None and type(known_as).__qualname__ != cls.__qualname__:
        raise ValueError(f"dua dokumen memakai kode {cls.code!r}")
    _registry[cls.code] = cls()
    return cls


def get(code: str) -> Document:
    """The paper of that code; KeyError when no app brings it."""
    return _registry[code]


def known(code: str) -> bool:
    """Whether an app of this portal brings a paper of that code."""
    return code in _registry


def all_documents() -> list[Document]:
    return list(_registry.values())


# --- building blocks of payloads --------------------------------------------------------------
def unit(uml: Uml) -> Payload:
    """The letterhead of a unit as plain data; the emblem as the name of its stored copy."""
    return {
        "nama": uml.nama,
        "instansi": [b.strip() for b in uml.instansi.splitlines() if b.strip()],
        "alamat": uml.alamat,
        "telepon": uml.telepon,
        "email": uml.email,
        "laman": uml.laman,
        "kota": uml.kota,
        "lambang": lambang.keep(uml.lambang),
    }


def penandatangan(by: User | None, uml: Uml, role: str | None = None) -> dict[str, str]:
    """The block under a paper: the person, with their appointment if they hold `role` at `uml`.

    All values are empty for nobody.

    Keys: awalan ("a.n.", "Plt.", "Plh." or ""), jabatan, atas_jabatan, nama, pangkat, nip.
    """
    if by is None:
        return dict.fromkeys(("awalan", "jabatan", "atas_jabatan", "nama", "pangkat", "nip"), "")
    post = by.penugasan(role, uml) if role else None
    return _block(by, post, uml)


def penanggung_jawab(by: User | None, uml: Uml, role: str) -> dict[str, str]:
    """The block of the signer.

    It is `by` if they hold the role; for a draft it is whoever holds the role at the unit today.
    """
    if by is not None and by.penugasan(role, uml):
        return penandatangan(by, uml, role)
    post = pejabat(uml, role)
    return _block(post.user, post, uml) if post else penandatangan(None, uml)


def kolom(by: User | None, uml: Uml, role: str) -> dict[str, str]:
    """A box for a signature by hand of whoever holds `role`.

    It names `by` where the act of `by` is that signature. For anybody else it names the post alone
    and leaves the line of the name empty: a paper claims nobody's consent that was not given.
    """
    if by is not None and by.penugasan(role, uml):
        return penandatangan(by, uml, role)
    return penanggung_jawab(None, uml, role) | dict.fromkeys(("nama", "pangkat", "nip"), "")


def sebutan(block: Mapping[str, str]) -> str:
    """How an officer signs, in one line: "Plh. Kepala UPTD", "a.n. Kepala Dinas, Kepala UPTD"."""
    awalan, post = block.get("awalan", ""), block.get("jabatan", "")
    if awalan == "a.n.":
        return f"a.n. {block.get('atas_jabatan', '')}, {post}"
    return f"{awalan} {post}".strip()


def _block(person: User, post: Penugasan | None, uml: Uml) -> dict[str, str]:
    rank = (
        f"{person.pangkat} ({person.golongan})"
        if person.pangkat and person.golongan
        else person.pangkat
    )
    return {
        "awalan": post.awalan if post else "",
        "jabatan": _post_name(person, post, uml),
        "atas_jabatan": post.atas_jabatan if post else "",
        "nama": person.nama,
        "pangkat": rank,
        "nip": person.nip,
    }


def _post_name(person: User, post: Penugasan | None, uml: Uml) -> str:
    if post and post.awalan in ("Plt.", "Plh.") and post.atas_jabatan:
        return str(post.atas_jabatan)
    fallback = (
        f"Kepala {uml.nama}"
        if post and post.role == Role.KEPALA
        else (post.get_role_display() if post else "")
    )
    return person.jabatan or fallback


def pejabat(uml: Uml, role: str) -> Penugasan | None:
    """The appointment in force for a role at a unit, a definitive one first.

    None if nobody holds the role.
    """
    appointments = (
        Penugasan.objects.pada(today())
        .filter(uml=uml, role=role, user__is_active=True)
        .select_related("user")
    )
    return min(
        appointments,
        key=lambda p: (p.sifat != Penugasan.Sifat.DEFINITIF, p.mulai, p.pk),
        default=None,
    )


def paragraf(text: str) -> list[str]:
    """The paragraphs of a text as people type it: an empty line parts them, in any browser."""
    parts = re.split(r"\n\s*\n", "\n".join(text.splitlines()))
    return [part.strip() for part in parts if part.strip()]


def tautan(path: str) -> str:
    """The public address of a path of this portal."""
    return f"{settings.PORTAL_URL}{path}"


def tanggal_iso(value: date | datetime | None) -> str:
    """A day, or the day in Jakarta of a moment, as "2026-03-17"; "" for nothing."""
    if value is None:
        return ""
    return (value.astimezone(WIB).date() if isinstance(value, datetime) else value).isoformat()


def waktu_iso(value: datetime | None) -> str:
    """A moment in Jakarta time to the second, as "2026-03-17T13:05:00+07:00"; "" for nothing."""
    return value.astimezone(WIB).isoformat(timespec="seconds") if value else ""
