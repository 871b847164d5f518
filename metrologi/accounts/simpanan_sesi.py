"""Where sessions are kept: a table that knows whose they are (SESSION_ENGINE)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from metrologi.accounts.models import Sesi


class SessionStore(db.SessionStore):
    """Django's own, with the row at hand that was read, and its owner written beside it."""

    row: Sesi | None = None

    @classmethod
    def get_model_class(cls) -> type[Sesi]:
        return Sesi

    def load(self) -> dict[str, Any]:
        self.row = self._get_session_from_db()
        return self.decode(self.row.session_data) if self.row else {}

    def create_model_instance(self, data: dict[str, Any]) -> Sesi:
        row: Sesi = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row
