"""The sessions of django.contrib.sessions, read with SQL that is made once: every request of every person asks for one."""
from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as Stored
from django.contrib.sessions.models import Session
from django.utils import timezone

from metrologi.prepared import Prepared

UNHEARD = "sesi yang tidak pernah ada", datetime(1, 1, 1, tzinfo=timezone.get_default_timezone())
session = Prepared(lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at), marks=UNHEARD)


class SessionStore(Stored):
    def _get_session_from_db(self) -> Session | None:
        found = session.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
