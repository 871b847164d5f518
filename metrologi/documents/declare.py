"""How a procedure declares a paper: subclass `Document`, put `@register` on it, say its payload."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings

from metrologi.accounts.roles import Role
from metrologi.clock.now import today

WIB = ZoneInfo("Asia/Jakarta")
_registry: dict[str, Document] = {}


class Document:
    """A kind of paper. Instances hold no state; one per class lives in the registry.

    `payload` returns plain JSON data of the case; `common` adds the unit, title, date and signer. Whatever the paper
    prints stands in the payload, so that the same payload always prints the same bytes.
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

    def applies(self, case: Any) -> bool:
        """Whether a step that may issue this paper does so for this case."""
        return True

    def payload(self, case: Any, by: Any) -> dict[str, Any]:
        raise NotImplementedError

    def attachments(self, case: Any) -> list[tuple[str, bytes, str]]:
        """Further files inside the PDF/A-3: (file name, content, description)."""
        return []

    def public(self, payload: dict[str, Any]) -> list[tuple[str, str]]:
        """Label and value of what anyone may see on the verification page; never personal data."""
        return []

    def common(self, case: Any, by: Any) -> dict[str, Any]:
        """Payload keys that every paper shares; `payload` may override any of them."""
        uml = case.uml
        signer = penanggung_jawab(by, uml, self.signer_role) if self.signer else penandatangan(by, uml)
        return {"uml": unit(uml), "judul": self.title, "tanggal": today().isoformat(), "kertas": uml.kertas,
                "penandatangan": signer, "demo": settings.DEMO}

    def link(self, path: str) -> str:
        """The public address of a path of this portal."""
        return tautan(path)

    def numbers_of(self, case: Any) -> list[str]:
        """Numbers of the papers in force that were issued for a case."""
        from metrologi.documents.issuing import of

        return [d.nomor for d in of(case) if d.state == "terbit"]


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
    return code in _registry


def all_documents() -> list[Document]:
    return list(_registry.values())


# --- building blocks of payloads --------------------------------------------------------------------
def unit(uml: Any) -> dict[str, Any]:
    """The letterhead of a unit as plain data; the emblem as the name of its stored copy."""
    from metrologi.documents import lambang

    return {"nama": uml.nama, "instansi": [b.strip() for b in uml.instansi.splitlines() if b.strip()],
            "alamat": uml.alamat, "telepon": uml.telepon, "email": uml.email, "laman": uml.laman, "kota": uml.kota,
            "lambang": lambang.keep(uml.lambang)}


def penandatangan(by: Any, uml: Any, role: str | None = None) -> dict[str, str]:
    """The block of a person, by the appointment of that role where they hold it; all empty for nobody.

    Keys: awalan ("a.n.", "Plt.", "Plh." or ""), jabatan, atas_jabatan, nama, pangkat, nip.
    """
    if by is None:
        return dict.fromkeys(("awalan", "jabatan", "atas_jabatan", "nama", "pangkat", "nip"), "")
    post = by.penugasan(role, uml) if role else None
    return _block(by, post, uml)


def penanggung_jawab(by: Any, uml: Any, role: str) -> dict[str, str]:
    """The block of the signer: `by` if they hold the role, else whoever holds it at the unit today (for drafts)."""
    if by is not None and by.penugasan(role, uml):
        return penandatangan(by, uml, role)
    post = pejabat(uml, role)
    return _block(post.user, post, uml) if post else penandatangan(None, uml)


def _block(person: Any, post: Any, uml: Any) -> dict[str, str]:
    rank = f"{person.pangkat} ({person.golongan})" if person.pangkat and person.golongan else person.pangkat
    return {"awalan": post.awalan if post else "", "jabatan": _post_name(person, post, uml),
            "atas_jabatan": post.atas_jabatan if post else "", "nama": person.nama, "pangkat": rank, "nip": person.nip}


def _post_name(person: Any, post: Any, uml: Any) -> str:
    if post and post.awalan in ("Plt.", "Plh.") and post.atas_jabatan:
        return str(post.atas_jabatan)
    fallback = f"Kepala {uml.nama}" if post and post.role == Role.KEPALA else (post.get_role_display() if post else "")
    return person.jabatan or fallback


def pejabat(uml: Any, role: str) -> Any:
    """The appointment in force for a role at a unit, a definitive one first; None when the post is empty."""
    from metrologi.accounts.models import Penugasan

    held = Penugasan.objects.pada(today()).filter(uml=uml, role=role, user__is_active=True).select_related("user")
    return min(held, key=lambda p: (p.sifat != Penugasan.Sifat.DEFINITIF, p.mulai, p.pk), default=None)


def tautan(path: str) -> str:
    """The public address of a path of this portal."""
    return f"{settings.PORTAL_URL}{path}"


def qr(text: str) -> str:
    """A QR code as an SVG data URI, error correction M."""
    import segno

    code = segno.make(text, error="m", micro=False)
    return str(code.svg_data_uri(border=1, omitsize=True, svgclass=None, lineclass=None))


def tanggal_iso(value: date | datetime | None) -> str:
    """A day, or the day in Jakarta of a moment, as "2026-03-17"; "" for nothing."""
    if value is None:
        return ""
    return (value.astimezone(WIB).date() if isinstance(value, datetime) else value).isoformat()


def waktu_iso(value: datetime | None) -> str:
    """A moment in Jakarta time to the second, as "2026-03-17T13:05:00+07:00"; "" for nothing."""
    return value.astimezone(WIB).isoformat(timespec="seconds") if value else ""
