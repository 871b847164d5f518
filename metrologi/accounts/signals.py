"""What happens to accounts, for the layers above to tell people about."""

from django.dispatch import Signal

# user; sent inside the transaction.
akun_didaftarkan = Signal()
# user, oleh (None: by the link in the e-mail); sent inside the transaction.
akun_diaktifkan = Signal()
