"""Reads a form off a page as a browser does: what it would send, and where to."""

import tinyhtml5

UNSENT = {"submit", "button", "reset", "image", "file"}


class Borang:
    """One form of a page; `values` is what is sent when nobody types anything."""

    def __init__(self, element):
        self.action = element.get("action", "")
        self.names, self.buttons, self.values = set(), [], {}
        for control in element.iter():
            self._read(control)

    def _read(self, control):
        kind = control.get("type", "text")
        if control.tag == "button" and control.get("type", "submit") == "submit":
            self.buttons.append(control)
        if control.tag not in ("input", "select", "textarea") or not control.get("name"):
            return
        self.names.add(control.get("name"))
        if control.tag == "select":
            self._keep(control, _chosen(control))
        elif control.tag == "textarea":
            self._keep(control, ["".join(control.itertext())])
        elif kind in ("checkbox", "radio"):
            ticked = control.get("checked") is not None
            self._keep(control, [control.get("value", "on")] if ticked else [])
        elif kind not in UNSENT:
            self._keep(control, [control.get("value", "")])

    def _keep(self, control, values):
        if values and control.get("disabled") is None:
            self.values.setdefault(control.get("name"), []).extend(values)

    def filled(self, typed):
        """The data of the post; LookupError for what the page has no box for."""
        if missing := sorted(set(typed) - self.names):
            raise LookupError(f"no box for {', '.join(missing)}; the page has {sorted(self.names)}")
        return {**self.values, **typed}


def _chosen(select):
    """The values of the chosen options; a list that takes one has its first one chosen."""
    options = list(select.iter("option"))
    chosen = [o for o in options if o.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return [o.get("value", "".join(o.itertext())) for o in chosen]


def find(page, names):
    """The form in the main part of a page, given as bytes, with most of these boxes.

    LookupError where no form has a button.
    """
    root = tinyhtml5.parse(page.decode(), namespace_html_elements=False)
    posted = [e for e in root.find(".//main").iter("form") if e.get("method", "").lower() == "post"]
    found = [form for form in map(Borang, posted) if form.buttons]
    if not found:
        raise LookupError("the page offers no form that can be sent")
    return max(found, key=lambda form: len(form.names & set(names)))
