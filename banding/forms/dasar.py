"""The base of an appeal's forms.

Nobody writes a protected customer's name into the case by mistake: the kernel's form sees to it.
"""

from __future__ import annotations

from metrologi.workflow.forms import StepForm


class BandingForm(StepForm):
    """The form of a step of an appeal."""
