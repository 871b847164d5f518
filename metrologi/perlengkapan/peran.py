"""The roles that work with equipment."""

from metrologi.accounts.roles import Role

# Who keeps the store, and everybody who works with equipment.
GUDANG = (Role.ADMINISTRASI, Role.ADMIN_SATKER)
PETUGAS = (*GUDANG, Role.PENERA, Role.KEPALA)
# Who may find that results of a standard are in doubt; the Kepala decides on it.
PENGUSUL = (*GUDANG, Role.PENERA)
