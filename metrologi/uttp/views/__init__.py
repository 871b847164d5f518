"""Pages of the register; each looks things up through `visible_to`, so what is not yours is 404."""

from metrologi.accounts.roles import Role

PENDAFTAR = (Role.WAJIB_TTU, Role.PELANGGAN, Role.ADMINISTRASI, Role.PENERA, Role.ADMIN_SATKER)
PETUGAS = (Role.ADMINISTRASI, Role.PENERA, Role.ADMIN_SATKER)
