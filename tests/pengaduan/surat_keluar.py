"""A mail server that refuses some recipients, as a full mailbox does."""

import smtplib

from django.core.mail.backends.locmem import EmailBackend


class MenolakPenuh(EmailBackend):
    """Refuses whoever lives at penuh.contoh.id."""

    def send_messages(self, messages):
        for message in messages:
            if any(address.endswith("@penuh.contoh.id") for address in message.to):
                raise smtplib.SMTPRecipientsRefused(
                    {address: (552, b"penuh") for address in message.to}
                )
        return super().send_messages(messages)
