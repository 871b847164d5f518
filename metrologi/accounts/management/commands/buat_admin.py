"""`manage.py buat_admin`: makes the first unit and its administrator, who opens other accounts."""

from __future__ import annotations

import os
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from metrologi.accounts.models import CatatanAkun, Penugasan, Uml, User
from metrologi.accounts.roles import Role


class Command(BaseCommand):
    help = (
        "Membuat admin satuan kerja, dan unitnya bila belum ada. Sandi ditanyakan, atau dibaca dari"
        " SANDI_ADMIN."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="nama pengguna admin")
        parser.add_argument("--nama", required=True, help="nama lengkap")
        parser.add_argument("--surel", required=True)
        parser.add_argument("--uml", default="uml", help="kode unit; baku: uml")
        parser.add_argument(
            "--nama-uml", default="Unit Metrologi Legal", help="nama unit bila baru"
        )

    @transaction.atomic
    def handle(
        self,
        *args: Any,
        username: str,
        nama: str,
        surel: str,
        uml: str,
        nama_uml: str,
        **options: Any,
    ) -> None:
        unit, _ = Uml.objects.get_or_create(kode=uml, defaults={"nama": nama_uml})
        user = User(username=username, nama=nama, email=surel.lower(), uml=unit)
        try:
            user.full_clean(exclude=["password"])
            sandi = os.environ.get("SANDI_ADMIN") or getpass("Sandi: ")
            validate_password(sandi, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(sandi)
        user.save()
        Penugasan.objects.create(user=user, role=Role.ADMIN_SATKER, uml=unit)
        CatatanAkun.objects.create(
            user=user, peristiwa=CatatanAkun.Peristiwa.AKTIF, keterangan="Lewat buat_admin"
        )
        self.stdout.write(f"{nama} adalah admin satuan kerja {unit}.")
