"""What the pages of a complaint and of an evaluation show besides the kernel's part."""
from typing import Any


def detail(case: Any, request: Any) -> dict[str, Any]:
    return {}
