"""The words of an e-mail as a mail reader shows them: parts, letters, HTML."""

from __future__ import annotations

from email.message import Message
from html.parser import HTMLParser

# Charsets that senders name by mistake: if the bytes are UTF-8, they are read as UTF-8.
WESTERN = frozenset({"", "utf-8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252"})
SILENT = frozenset({"style", "script", "title", "head", "template"})
# Elements that begin on a line of their own.
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"dd", "dl", "dt", "li", "ol", "ul"})
TABLES = frozenset({"table", "td", "th", "tr"})
SECTIONS = frozenset({"address", "article", "blockquote", "div", "footer", "header", "section"})
BLOCKS = HEADINGS | LISTS | TABLES | SECTIONS | {"br", "hr", "p", "pre"}


def words_of(mail: Message) -> str:
    """All texts of the message, in their order; of alternatives the plain one that is not blank.

    A forwarded message counts as part of the text, a text that is attached as a file does not.
    """
    return "\n\n".join(text for text in _texts(mail) if text)


def is_text(part: Message) -> bool:
    """Whether this leaf is shown as text of the message."""
    kind = part.get_content_type()
    return kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment"


def decoded(body: bytes, charset: str) -> str:
    """The text of these bytes; a wrong or unknown charset is made good as far as one can."""
    name = charset.lower()
    tried = ("utf-8", name) if name in WESTERN else (name, "utf-8")
    for candidate in tried:
        try:
            return body.decode(candidate or "utf-8")
        except (LookupError, ValueError):
            continue
    return body.decode("cp1252", "replace")


def plain_of_html(text: str) -> str:
    """The words of an HTML page: a line for each block, without styles, scripts and its title."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    return _tidy("".join(reader.found))


# --- parts ------------------------------------------------------------------------------------
def _texts(part: Message) -> list[str]:
    if part.get_content_type() == "multipart/alternative" and part.is_multipart():
        return _best_of([(sub.get_content_type(), _texts(sub)) for sub in _inside(part)])
    if part.is_multipart():
        return [text for sub in _inside(part) for text in _texts(sub)]
    broken = part.get_content_maintype() == "multipart"
    return [_text(part)] if broken or is_text(part) else []


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    inside = payload if isinstance(payload, list) else []
    return [sub for sub in inside if isinstance(sub, Message)]


def _best_of(choices: list[tuple[str, list[str]]]) -> list[str]:
    """The alternative in plain text if it says anything, else the first that does."""
    speaking = [(kind, texts) for kind, texts in choices if any(texts)]
    plain = [texts for kind, texts in speaking if kind == "text/plain"]
    return (plain or [texts for _, texts in speaking] or [[]])[0]


def _text(part: Message) -> str:
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return ""
    text = decoded(body, _charset(part)).replace("\x00", "")
    return plain_of_html(text) if part.get_content_type() == "text/html" else text.strip()


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except Exception:
        # Python's reader of headers raises almost anything on what strangers write.
        return ""


class _Words(HTMLParser):
    """Collects text in `found`; `silent` counts the open elements whose text nobody sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data.replace("\r", " ").replace("\n", " "))

    def _break(self, tag: str) -> None:
        # A body begins where the head ends, even if nobody closed that.
        if tag == "body":
            self.silent = 0
        if tag in BLOCKS:
            self.found.append("\n")


def _tidy(text: str) -> str:
    """Single blanks, and no empty lines."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
