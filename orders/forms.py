"""The forms of the steps at the office: those of every procedure of tera."""
from metrologi.pengujian.forms import (
    AjukanForm,
    KesampingkanForm,
    SerahkanForm,
    SiapkanForm,
    SusulkanSkhpForm,
    TegaskanForm,
    TerimaForm,
)

__all__ = ["AjukanForm", "KesampingkanForm", "SerahkanForm", "SiapkanForm", "SusulkanSkhpForm", "TegaskanForm", "TerimaForm"]
