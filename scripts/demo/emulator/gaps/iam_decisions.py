"""What was asked for while policies are enforced, by whom, and whether it was allowed: GET /moto-api/decisions."""

import json
from typing import Any

from evaluate_policies import Asked, Caller
from moto.moto_api._internal.urls import url_paths

decisions: list[dict[str, Any]] = []


def note(caller: Caller, asked: Asked, reason: str | None) -> None:
    """Each of the same kind once."""
    decision = {
        "principal": caller.principal,
        "action": asked.action,
        "resource": asked.resource or "*",
        "refused": reason,
    }
    if decision not in decisions:
        decisions.append(decision)


def install() -> None:
    url_paths["{0}/moto-api/decisions"] = _decisions


def _decisions(_request: Any, _url: str, _headers: Any) -> tuple[int, dict[str, str], str]:
    return 200, {"Content-Type": "application/json"}, json.dumps(decisions)
