"""What the portal remembers of requests: counted tries, and sendings that were carried out."""

from __future__ import annotations

from django.db import models


class Percobaan(models.Model):
    """Tries of one visitor at one page in one span of time.

    The visitor is stored as a keyed hash, not as an address.
    """

    kunci = models.CharField(max_length=64)
    jendela = models.DateTimeField()
    jumlah = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kunci", "jendela"], name="percobaan_sekali")
        ]
        indexes = [models.Index(fields=["jendela"], name="percobaan_jendela")]

    def __str__(self) -> str:
        return f"{self.jendela:%H.%M} {self.jumlah}"


class Kiriman(models.Model):
    """A sending of a form that was carried out, and the address that it led to.

    A form that opens a case has a row more, under the key of the case, with a hash of its words in
    `isi`: other words under the same key are told apart from a second try.
    """

    # The hidden box of every form that posts.
    KOTAK = "kiriman"

    sidik = models.CharField(max_length=64, primary_key=True)
    isi = models.CharField(max_length=64, db_default="")
    pada = models.DateTimeField()
    alamat = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["pada"], name="kiriman_pada")]

    def __str__(self) -> str:
        return f"{self.pada:%H.%M} {self.alamat}"
