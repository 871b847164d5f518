"""Open sessions: whose each is, when it was last used, and what it holds."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac

from metrologi.accounts.models.akun import User
from metrologi.clock.now import now


class Sesi(AbstractBaseSession):
    """One browser; `user` is empty until somebody has signed in there."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sesi")
    terlihat = models.DateTimeField("terakhir dipakai", default=now)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "sesi"
        verbose_name_plural = "sesi"

    @property
    def sebutan(self) -> str:
        """A name for addresses that opens nothing: the key itself never leaves its cookie."""
        return salted_hmac("accounts.sesi", self.session_key, algorithm="sha256").hexdigest()[:20]
