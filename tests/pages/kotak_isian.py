"""Writes out the boxes that a class of forms declares, as text that a person reads."""

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType

from django import forms
from django.urls import get_resolver
from django.utils.functional import Promise

# Said by other lines, or only how Django keeps what these lines say.
ELSEWHERE = {"widget", "validators", "error_messages", "creation_counter", "template_name"}
ELSEWHERE |= {"_queryset", "iterator", "_choices", "limit_choices_to", "label_suffix"}
USUAL = MappingProxyType(
    {
        "required": True,
        "disabled": False,
        "localize": False,
        "show_hidden_initial": False,
        "strip": True,
        "bound_field_class": None,
        "empty_value": "",
    }
)


def every_form(packages):
    """Every class of forms of these packages by its dotted name, once all pages are imported."""
    assert get_resolver().url_patterns
    found, todo = {}, [forms.BaseForm]
    while todo:
        one = todo.pop()
        todo += one.__subclasses__()
        ours = one.__module__.partition(".")[0] in packages
        if ours and hasattr(one, "base_fields") and _stands(one):
            found[f"{one.__module__}.{one.__qualname__}"] = one
    return dict(sorted(found.items()))


def _stands(one):
    """Whether it is written in its module; Django makes others as it runs."""
    return getattr(import_module(one.__module__), one.__qualname__, None) is one


def columns(form):
    """All lines of one class: its boxes in their order."""
    bases = ", ".join(base.__name__ for base in form.__bases__)
    told = [f"{form.__module__}.{form.__qualname__} ({bases})"]
    told += [
        f"  {name} = {text(value)}" for name, value in vars(form).items() if _plain(name, value)
    ]
    for name, field in form.base_fields.items():
        told += [f"  {name}: {type(field).__name__}", *(f"    {row}" for row in _field(field))]
    return told


def _plain(name, value):
    """Whether it is a word or switch of the class itself."""
    return not name.startswith("_") and isinstance(value, str | bool | int | tuple)


def _field(field):
    for name, value in sorted(vars(field).items()):
        usual = USUAL.get(name)
        if name not in ELSEWHERE and value not in (usual, None, "", (), []):
            yield f"{name}: {text(value)}"
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        yield f"choices: {text(field.choices)}"
    usual_messages = _usual_messages(type(field))
    for code, message in sorted(field.error_messages.items()):
        if message != usual_messages.get(code):
            yield f"says {code}: {message}"
    yield f"widget: {type(field.widget).__name__}{_attrs(field.widget)}"


def _usual_messages(kind):
    """What a class of Django says by itself; a class of ours says it in its fields' own lines."""
    found = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("django."):
            found |= getattr(base, "default_error_messages", {})
    return found


def _attrs(widget):
    shown = "".join(f" {name}={text(value)}" for name, value in sorted(widget.attrs.items()))
    kind = getattr(widget, "input_type", "")
    return f" type={kind}{shown}"


def text(value):
    if isinstance(value, (str, Promise)):
        return str(value)
    if isinstance(value, Callable):
        return getattr(value, "__qualname__", type(value).__qualname__)
    if isinstance(value, dict):
        return "; ".join(f"{key} = {text(part)}" for key, part in value.items())
    if hasattr(value, "__iter__"):
        return " | ".join(map(text, value))
    return str(value)
