"""Who proves what: name and password at the door, then the code of the second step."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from metrologi.accounts import faktor, telepon
from metrologi.accounts.faktor import aplikasi, passkey, pemulihan
from metrologi.accounts.models import Penugasan, User

# Several waiting accounts may name the same telephone; so many of them are tried.
TRIED = 3
CARA = {"aplikasi": aplikasi.cocok, "pemulihan": pemulihan.cocok}


def kandidat(text: str) -> list[User]:
    """The accounts that `text` may mean (user name, e-mail or telephone), active ones first.

    A user name never looks like an e-mail address or a telephone number.
    """
    # No database keeps NUL, so no account has it in its name.
    text = text.replace("\x00", "").strip()[:254]
    people = User.objects.orang()
    if "@" in text:
        found = people.filter(email=text.lower())
    elif text[:1].isalpha():
        found = people.filter(username__iexact=text)
    else:
        found = people.filter(phone=_phone(text))
    return list(found.order_by("-is_active", "-pk")[:TRIED])


def _phone(text: str) -> str:
    try:
        return telepon.normal(text) or "-"
    except ValidationError:
        return "-"


class UsernamePhoneEmailBackend(ModelBackend):
    """Return the account with this name and password, also one that is not active yet.

    The sign-in page tells the person why it is not active; no session is opened for it.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        found = kandidat(username)
        if not found:
            User().set_password(password)  # an unknown name takes as long as a wrong password
        return next((user for user in found if user.check_password(password)), None)

    def user_can_authenticate(self, user: Any) -> bool:
        """Neither a closed account nor one that is nobody's has a session."""
        return user.orang and super().user_can_authenticate(user)

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session and their posts, in one query, since every page needs both."""
        posts = list(Penugasan.objects.filter(user=user_id).select_related("user").order_by())
        if not posts:
            return super().get_user(user_id)
        user = posts[0].user
        user.remember_roles(posts)
        return user if self.user_can_authenticate(user) else None


class FaktorBackend(BaseBackend):
    """Return the account if the code of the second step is right.

    A backend, so that wrong codes are counted with the wrong passwords of the same account and
    address; one account's codes are counted over all addresses too.
    """

    @transaction.atomic
    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        otp: str | None = None,
        cara: str = "aplikasi",
        tantangan: bytes = b"",
        **kwargs: Any,
    ) -> User | None:
        if not username or otp is None:
            return None
        # One try at a time, or many at once would all be counted as the first.
        user = User.objects.select_for_update().get(username=username)
        if faktor.habis(user):
            return None
        if cara == "passkey" and passkey.cocok(user, otp, tantangan):
            return user
        if cara in CARA and CARA[cara](user, otp):
            return user
        faktor.salah(user)
        return None
