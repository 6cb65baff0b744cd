"""What IAM decides of a request, written for the emulator from AWS's documents; what it can't judge, it says.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]
Values = str | list[str]


class Unjudged(Exception):
    """Something that isn't played here; neither allowed nor refused would be right."""


@dataclass
class Caller:
    """Who asks: a session of a role (or what stands for it), a service of AWS, or a token of an identity provider."""

    arn: str
    # What aws:PrincipalArn is: of a session, the role's ARN.
    principal: str
    account: str
    identity: list[Document] = field(default_factory=list)
    boundary: Document | None = None
    service: bool = False
    # Somebody with a token of an identity provider, whose ARN it then goes by.
    federated: bool = False
    tags: dict[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    action: str
    # None where it isn't known what of a service is asked for.
    resource: str | None
    # The account that has the resource.
    owner: str
    context: dict[str, Values]
    policy: Document | None = None
    # Keys and roles are only let to those that their policy names, or to their account if it names that.
    policy_needed: bool = False


USE_OF_KEYS = re.compile("kms:(Encrypt|Decrypt|GenerateDataKey|DescribeKey)")


def refusal(caller: Caller, asked: Asked) -> str | None:
    """Why it is refused, in AWS's words; None if it is allowed."""
    if asked.action.startswith("kms:") and caller.account not in ("", asked.owner):
        if not USE_OF_KEYS.fullmatch(asked.action):
            raise Unjudged("whether another account's key lets that be done at all")
    identity = [each for policy in caller.identity for each in _statements(policy)]
    boundary = _statements(caller.boundary)
    resource = _statements(asked.policy)
    named = "an identity-based policy", "a permissions boundary", "a resource-based policy"
    for kind, statements in zip(named, (identity, boundary, resource), strict=True):
        for each in statements:
            if each["Effect"] == "Deny" and _grants(each, caller) and _applies(each, asked):
                return f"with an explicit deny in {kind}"
    granted = {
        _grants(each, caller)
        for each in resource
        if each["Effect"] == "Allow" and _grants(each, caller) and _applies(each, asked)
    }
    if caller.service or caller.federated:
        return None if granted else "because no resource-based policy allows the {0} action"
    bounded = caller.boundary is None or _allows(boundary, asked)
    by_identity = _allows(identity, asked)
    if caller.account == asked.owner and "direct" in granted:
        return None
    if caller.account == asked.owner and "role" in granted and bounded:
        return None
    if (caller.account != asked.owner or asked.policy_needed) and not granted:
        return "because no resource-based policy allows the {0} action"
    if not by_identity:
        return "because no identity-based policy allows the {0} action"
    return None if bounded else "because no permissions boundary allows the {0} action"


def _statements(policy: Document | None) -> list[Document]:
    if policy is None:
        return []
    statements = policy["Statement"]
    if policy.get("Version") != "2012-10-17" and "${" in str(statements):
        raise Unjudged("what is text in an older version of policies")
    return statements if isinstance(statements, list) else [statements]


def _allows(statements: Iterable[Document], asked: Asked) -> bool:
    return any(each["Effect"] == "Allow" and _applies(each, asked) for each in statements)


def _grants(statement: Document, caller: Caller) -> str | None:
    """Whom it names the caller as: itself, the role behind it, or its account. An identity policy names nobody else."""
    if "NotPrincipal" in statement:
        raise Unjudged("NotPrincipal")
    if "Principal" not in statement:
        return "direct"
    principal = statement["Principal"]
    if caller.federated:
        named = [] if principal == "*" else _list(principal.get("Federated"))
        return "direct" if caller.arn in named else None
    if principal == "*":
        return "direct"
    if caller.service:
        return "direct" if caller.arn in _list(principal.get("Service")) else None
    if caller.federated:
        return "direct" if caller.arn in _list(principal.get("Federated")) else None
    aws = _list(principal.get("AWS"))
    if "*" in aws or caller.arn in aws:
        return "direct"
    if caller.principal in aws:
        return "role"
    partition = caller.arn.split(":")[1]
    root = f"arn:{partition}:iam::{caller.account}:root"
    return "account" if root in aws or caller.account in aws else None


def _applies(statement: Document, asked: Asked) -> bool:
    return (
        _among(statement, "Action", lambda p: _glob(p.lower(), asked.action.lower()))
        and _on_resource(statement, asked)
        and all(
            _holds(operator, key, _list(values), asked.context)
            for operator, keys in statement.get("Condition", {}).items()
            for key, values in keys.items()
        )
    )


def _on_resource(statement: Document, asked: Asked) -> bool:
    if "Resource" not in statement and "NotResource" not in statement:
        return True  # A trust policy is about its own role.
    if asked.resource is None and statement.get("Resource") != "*":
        raise Unjudged(f"what {asked.action} is asked of")
    return _among(
        statement, "Resource", lambda p: _resource_matches(_resolved(p, asked), asked.resource or "*")
    )


TAG = re.compile(r"\$\{(aws:PrincipalTag/[^},]+)\}")


def _resolved(pattern: str, asked: Asked) -> str | None:
    """With the tags of whoever asks in it; None where a tag is missing, as then the statement means nothing."""
    for key in TAG.findall(pattern):
        value = asked.context.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or re.search(r"[*?$]", value):
            raise Unjudged(f"the value of {key}")
        pattern = pattern.replace(f"${{{key}}}", value)
    return pattern


def _resource_matches(pattern: str | None, arn: str) -> bool:
    """Whether a wildcard inside a part reaches over the colon after it, AWS doesn't say; at the end it does."""
    if pattern is None:
        return False
    whole = _glob(pattern, arn)
    is_open = pattern.endswith("*") and pattern.count(":") < 5
    if not is_open and whole != arn_matches(pattern, arn):
        raise Unjudged(f"how far the wildcard in {pattern} reaches")
    return whole


def _among(statement: Document, element: str, matches: Callable[[str], bool]) -> bool:
    if element in statement:
        return any(map(matches, _list(statement[element])))
    return not any(map(matches, _list(statement[f"Not{element}"])))


def arn_matches(pattern: str, arn: str) -> bool:
    """Part by part: a wildcard of the first five doesn't reach over a colon."""
    if pattern == "*":
        return True
    patterns, parts = pattern.split(":", 5), arn.split(":", 5)
    return len(patterns) == len(parts) and all(map(_glob, patterns, parts))


def _glob(pattern: str, text: str) -> bool:
    if "${" in pattern:
        raise Unjudged(f"the variable in {pattern}")
    escaped = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(escaped, text, re.DOTALL) is not None


OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda actual, expected: actual == expected,
    "StringLike": lambda actual, expected: _glob(expected, actual),
    "ArnEquals": lambda actual, expected: arn_matches(expected, actual),
    "ArnLike": lambda actual, expected: arn_matches(expected, actual),
    "Bool": lambda actual, expected: actual.lower() == expected.lower(),
    "NumericLessThan": lambda actual, expected: float(actual) < float(expected),
}

# Absent wherever the context hasn't them; of every other key that is absent nothing is known.
DETERMINED = re.compile(
    r"aws:(source(arn|account|orgid|vpc|vpce)|principal(account|arn|orgid)|viaawsservice)$|aws:principaltag/|kms:|s3:(x-amz-|if-none-match$|prefix$)|sts:"
)


def _is_known(key: str, context: dict[str, Values]) -> bool:
    """Whether a key that has no value has none in the request: of a tag, that all tags are told is told by their prefix."""
    told = {name.lower() for name in context}
    tag = f"{key.lower().partition('/')[0]}/"
    return DETERMINED.match(key.lower()) is not None or key.lower() in told or tag in told


def _holds(operator: str, key: str, expected: list[str], context: dict[str, Values]) -> bool:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"""
    actual = next((value for name, value in context.items() if name.lower() == key.lower()), None)
    actual = None if actual == [] else actual
    if actual is None and not _is_known(key, context):
        raise Unjudged(f"the condition key {key}")
    if operator == "Null":
        return str(actual is None).lower() in [each.lower() for each in expected]
    found = re.fullmatch(r"(ForAnyValue:)?(\w+?)(IfExists)?", operator)
    name = found[2].replace("Not", "", 1) if found else ""
    if found is None or name not in OPERATORS:
        raise Unjudged(f"the operator {operator}")
    negated = name != found[2]
    if any("${" in value for value in expected) or (negated and found[1]):
        raise Unjudged(f"{operator} of {', '.join(expected)}")
    if actual is None:
        return not found[1] and (negated or found[3] is not None)
    matched = any(OPERATORS[name](have, want) for have in _list(actual) for want in expected)
    return matched != negated


def _list(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, list) else [_text(value)]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
