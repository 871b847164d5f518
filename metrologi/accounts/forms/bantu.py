"""The form by which an officer helps somebody at the counter to a new password."""

from __future__ import annotations

from metrologi.accounts.forms.akun import AktifkanForm
from metrologi.accounts.forms.konfirmasi import DenganSandi


class BantuSandiForm(DenganSandi, AktifkanForm):
    """How the officer knew the person, and that it is the officer who says so."""
