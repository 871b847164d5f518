"""Every form of every page, filled as a person might fill it and sent to where it says."""

import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO
from uuid import UUID

import tinyhtml5
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.forms.formsets import BaseFormSet
from PIL import Image

from metrologi.clock.now import today
from tests.borang import Borang
from tests.office import PASSPHRASE

# What a request leaves behind by itself: no row that a person made.
OF_THE_REQUEST = {
    "portal_kiriman",
    "portal_percobaan",
    "django_session",
    "axes_accesslog",
    "axes_accessattempt",
    "axes_accessfailurelog",
}
KNOWN = {
    "passphrase": PASSPHRASE,
    "phone": "0812 3456 7899",
    "telepon": "0812 3456 7899",
    "sandi": "kata-sandi-uji-9",
    "ulangi": "kata-sandi-uji-9",
    "kapasitas_maks": "30",
}
WORDS = "Pasar Perjuangan"


@dataclass
class Kiriman:
    """One form of a page, filled: where it goes and what is sent."""

    url: str
    data: dict
    boxes: dict = field(default_factory=dict)

    def send(self, client, **changes):
        """Post it as it is filled, with some boxes changed."""
        data = {**self.data, **changes}
        for value in data.values():
            if hasattr(value, "seek"):
                value.seek(0)
        return client.post(self.url, data, headers={"referer": "http://testserver/"})

    def complaints(self, answer):
        """What a refused form says of its boxes."""
        return {n: list(e) for form in _drawn(answer) for n, e in form.errors.items()}

    def files(self):
        return [name for name, box in self.boxes.items() if isinstance(box, forms.FileField)]

    def choices(self):
        return {n: b for n, b in self.boxes.items() if isinstance(b, forms.ModelChoiceField)}


def picture(name="foto.png"):
    kept = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(kept, "PNG")
    return SimpleUploadedFile(name, kept.getvalue(), "image/png")


def forms_of(answer, url):
    """The posting forms in the main part of a page, each with plausible words."""
    root = tinyhtml5.parse(answer.content.decode(), namespace_html_elements=False)
    boxes = _boxes(answer)
    for element in root.iter("form"):
        if element.get("method", "").lower() == "post":
            shown = Borang(element)
            own = {name: boxes[name] for name in shown.names if name in boxes}
            yield Kiriman(shown.action or url, _filled(shown, own), own)


def _boxes(answer):
    """All form fields that the page was drawn with, by the names of their boxes."""
    return {
        form.add_prefix(name): box for form in _drawn(answer) for name, box in form.fields.items()
    }


def _drawn(answer):
    """All forms that the page was drawn with."""
    layers = [layer for layer in answer.context or () if hasattr(layer, "flatten")]
    return [f for layer in layers for value in layer.flatten().values() for f in _forms_in(value)]


def _forms_in(value):
    if isinstance(value, forms.BaseForm):
        return [value]
    if isinstance(value, BaseFormSet):
        return [value.management_form, *value.forms]
    return [f for f in value if isinstance(f, forms.BaseForm)] if isinstance(value, list) else []


def _filled(shown, boxes):
    data = dict(shown.values)
    for name, box in boxes.items():
        if box.required and not any(data.get(name, [])):
            data[name] = plausible(name, box)
    return data


def plausible(name, box):
    """What a person might put into this box."""
    if name in KNOWN:
        return KNOWN[name]
    for kind, make in PLAUSIBLE:
        if isinstance(box, kind):
            return make(name, box)
    return WORDS[: box.max_length] if getattr(box, "max_length", None) else WORDS


def _first(name, box):
    for value, label in box.choices:
        options = label if isinstance(label, (list, tuple)) else [(value, label)]
        for option, _ in options:
            if str(option):
                return str(option)
    return ""


def _number(name, box):
    return str(box.min_value or 1)


PLAUSIBLE = (
    (forms.ChoiceField, _first),
    (forms.ModelChoiceField, _first),
    (forms.BooleanField, lambda name, box: "on"),
    (forms.FileField, lambda name, box: picture()),
    (forms.DateField, lambda name, box: str(today() + dt.timedelta(days=7))),
    (forms.TimeField, lambda name, box: "09:00"),
    (forms.IntegerField, _number),
    (forms.EmailField, lambda name, box: "orang@contoh.id"),
    (forms.UUIDField, lambda name, box: str(UUID(int=7))),
)


def rows():
    """How many rows each table holds."""
    tables = sorted({m._meta.db_table for m in apps.get_models() if m._meta.managed})
    tables = [t for t in tables if t not in OF_THE_REQUEST]
    sql = " UNION ALL ".join(f"SELECT '{t}', count(*) FROM {t}" for t in tables)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())


def grown(before, after):
    """By how many rows each table grew."""
    return {table: after[table] - n for table, n in before.items() if after[table] != n}
