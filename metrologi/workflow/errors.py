"""Why a step did not happen: not allowed, stale, or blocked by the procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrologi.workflow.cases import Case


class StepError(Exception):
    """A step that changed nothing; `str()` is a sentence for the person who tried."""

    status_code = 400
    # The case the refusal is about, so that its page can lead back to it.
    case: Case | None = None


class NotAllowed(StepError):
    """Their role, their unit or the four-eyes rule forbids it (403)."""

    status_code = 403


class Stale(StepError):
    """The case is no longer where the page showed it (409)."""

    status_code = 409


class Blocked(StepError):
    """Guards refuse; `reasons` lists every one (422)."""

    status_code = 422

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
