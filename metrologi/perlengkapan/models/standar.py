"""The name of a certificate's file, at the address that the first migration knows it by."""

from metrologi.perlengkapan.standar.models import nama_berkas

__all__ = ["nama_berkas"]
