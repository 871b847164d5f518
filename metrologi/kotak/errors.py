"""What can come of a stranger's bytes besides an answer."""

from __future__ import annotations


class Refused(Exception):
    """The content cannot be used; `code` is one word for the reason.

    The caller turns it into a sentence. Codes that `ask` itself raises: "lama" (took too long),
    "rusak" (the child ended without an answer).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Busy(Exception):
    """The machine already reads as many files as it can; the same file may be sent again soon."""


# The code of a form's error that says nothing against the file, and what the person reads.
BUSY = "sibuk"
BUSY_SENTENCE = (
    "Sedang banyak berkas yang diperiksa. Pilih lagi berkasnya dan kirim sebentar lagi; isian lain"
    " tetap ada."
)
