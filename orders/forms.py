"""The forms of the steps at the office: those of every procedure of tera."""
from metrologi.pengujian.forms import AjukanForm, SerahkanForm, SiapkanForm, TerimaForm

__all__ = ["AjukanForm", "SerahkanForm", "SiapkanForm", "TerimaForm"]
