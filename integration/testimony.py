"""What the project's shim was told, as tests ask for it (see fixtures/shim/README.md)."""

from __future__ import annotations

from plimsoll import Shim


def programs(shim: Shim, container: str) -> list[str]:
    """What each start of that container was to be run by."""
    options = [create.options for create in shim.testimony().of(container).creates]
    return [each["content"]["binary_name"] for each in options if each]
