"""What a paper is made of: its payload, and what it asks of the case that it is issued for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml

# Everything that a paper prints, by name, in values that JSON knows: texts (days and moments in ISO
# form), integers, lists and objects. It is stored with the paper and attached to its PDF.
Payload = dict[str, Any]
# A further file inside the PDF: name, content, description.
Attachment = tuple[str, bytes, str]


class PaperCase(Protocol):
    """A saved row that papers can be issued for."""

    @property
    def pk(self) -> int: ...

    @property
    def uml(self) -> Uml: ...
