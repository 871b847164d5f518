"""Signing in with a user name, a telephone number or an e-mail address."""
from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from metrologi.accounts import telepon
from metrologi.accounts.models import Penugasan, User
from metrologi.prepared import Prepared

# Several waiting accounts may name the same telephone; so many of them are tried.
TRIED = 3
# The person of a session is asked for by every page.
posts_of = Prepared(lambda user: Penugasan.objects.filter(user=user).select_related("user").order_by())


def kandidat(text: str) -> list[User]:
    """The accounts that `text` may mean, active ones first; user names never look like the other two."""
    text = text.strip()[:254]
    if "@" in text:
        found = User.objects.filter(email=text.lower())
    elif text[:1].isalpha():
        found = User.objects.filter(username__iexact=text)
    else:
        found = User.objects.filter(phone=_phone(text))
    return list(found.order_by("-is_active", "-pk")[:TRIED])


def _phone(text: str) -> str:
    try:
        return telepon.normal(text) or "-"
    except ValidationError:
        return "-"


class UsernamePhoneEmailBackend(ModelBackend):
    """Returns an account that is not active yet too, so that the sign-in page can say so; no session comes of it."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, password: str | None = None,
                     **kwargs: Any) -> User | None:
        if not username or password is None:
            return None
        found = kandidat(username)
        if not found:
            User().set_password(password)  # an unknown name takes as long as a wrong password
        return next((user for user in found if user.check_password(password)), None)

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session with their posts, which every page asks for: both in one query."""
        posts = posts_of(user_id)
        if not posts:
            return super().get_user(user_id)
        user = posts[0].user
        user.remember_roles(posts)
        return user if self.user_can_authenticate(user) else None
