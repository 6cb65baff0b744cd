"""Has the emulator's evaluator decide cases, as JSON on stdin; what it can't judge is told as "unjudged"."""

import json
import re
import sys
from typing import Any

import evaluate_policies
from evaluate_policies import Asked, Caller, Unjudged, refusal

# A case says all that is known of its request, so what it doesn't name is absent.
evaluate_policies.DETERMINED = re.compile("")


def judge(case: dict[str, Any]) -> str:
    action, resource = case["action"], case["resource"]
    caller = caller_of(case)
    owner = case.get("resourceAccount") or (resource + ":::::").split(":")[4] or caller.account
    context = {key: value for key, value in case["context"].items() if value is not None}
    # The emulator says these of everybody's requests.
    context.setdefault("aws:PrincipalArn", caller.principal)
    context.setdefault("aws:PrincipalAccount", caller.account)
    of_key = action.startswith("kms:") and resource != "*"
    needed = of_key or action == "sts:AssumeRole"
    asked = Asked(action, resource, owner, context, case.get("resourcePolicy"), needed)
    try:
        reason = refusal(caller, asked)
    except Unjudged:
        return "unjudged"
    if reason is None:
        return "allowed"
    return "explicitlyDenied" if "explicit deny" in reason else "implicitlyDenied"


def caller_of(case: dict[str, Any]) -> Caller:
    arn = case["principal"]
    if not arn.startswith("arn:"):
        return Caller(arn, arn, "", service=True)
    account = arn.split(":")[4]
    session = re.fullmatch(r"arn:(.+):sts::(\d+):assumed-role/([^/]+)/.+", arn)
    role = session and f"arn:{session[1]}:iam::{session[2]}:role/{session[3]}"
    principal = case["context"].get("aws:PrincipalArn") or role or arn
    return Caller(
        arn, principal, account, case["identityPolicies"], case.get("permissionBoundary")
    )


print(json.dumps([judge(case) for case in json.load(sys.stdin)]))
