"""How much a visitor may upload in a day; counted before a body is read, whatever becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from metrologi.portal.throttle import Door, visitor

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from metrologi.accounts.models import User

KIB = 1024
DAY = 24 * 60
# KiB a day. Thousands of people can use a mobile network behind one address, so strangers of one
# address share a large amount.
STRANGERS = Door("unggah", limit=600 * KIB, minutes=DAY)
OUTSIDERS = Door("unggah-akun", limit=400 * KIB, minutes=DAY, whose=visitor)
# An officer photographs hundreds of instruments in a day.
OFFICERS = Door("unggah-pegawai", limit=8 * KIB * KIB, minutes=DAY, whose=visitor)


class Discard(FileUploadHandler):
    """Throws the files of a body away and keeps its words."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None

    def upload_complete(self) -> None:
        return None


def over(request: HttpRequest) -> Door | None:
    """Count this upload; returns the quota that it exceeds.

    None if it is within its quota, and for requests without an upload.
    """
    if request.method != "POST" or request.content_type != "multipart/form-data":
        return None
    door = _door(request.user)
    used = door.count(request, amount=1 + int(request.META.get("CONTENT_LENGTH") or 0) // KIB)
    return door if used > door.limit else None


def without_files(request: HttpRequest) -> HttpRequest:
    """The same request, whose files will be thrown away when its body is read."""
    request.upload_handlers = [Discard(request)]
    return request


def _door(user: User | AnonymousUser) -> Door:
    if not user.is_authenticated:
        return STRANGERS
    return OFFICERS if user.uml_id else OUTSIDERS
