"""Copies of a signed paper that somebody altered."""


def one_bit(body: bytes) -> bytes:
    """One bit of the comment in the second line turned over.

    No reader of PDF looks at a comment, so the file opens as before, but the signature covers it.
    A bit elsewhere may as well break the file, and where it lies differs from paper to paper.
    """
    at = body.index(b"\n%") + 2
    return with_flipped(body, at)


def with_flipped(body: bytes, at: int) -> bytes:
    """The lowest bit of the byte at `at` turned over."""
    return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
