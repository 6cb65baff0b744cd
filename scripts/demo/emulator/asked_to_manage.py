"""What IAM checks when something is made, read, changed or taken away: for every action that a call asks for, on what.

Many calls ask for more than the action of their name: with tags for that of tagging, with a role for iam:PassRole. What
isn't mapped here has no resource, which no policy that names one can be judged by.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from evaluate_policies import Asked, Values
from gaps.codestar_connections import connections_backends
from moto.core.responses import BaseResponse
from moto.iam.exceptions import NotFoundException
from moto.iam.models import IAMBackend, iam_backends
from moto.identitystore.models import identitystore_backends
from moto.ssoadmin.models import ssoadmin_backends

Tags = dict[str, str]
Place = tuple[str, str, str]


def asked_to_manage(response: BaseResponse, service: str, action: str) -> list[Asked] | None:
    """None where the call isn't one of those that are known here."""
    of_service = SERVICES.get(service)
    asked = None if of_service is None else of_service(response, action)
    return asked if asked else None


def params_of(response: BaseResponse) -> dict[str, Any]:
    params: dict[str, Any] = json.loads(response.body or "{}")
    return params


def tags_known(tags: Tags, key: str) -> dict[str, Values]:
    """Each tag, and that there are no others."""
    return {f"{key}/": [], **{f"{key}/{name}": value for name, value in tags.items()}}


def tags_in(listed: Iterable[dict[str, Any]] | None, name: str = "Key", value: str = "Value") -> Tags:
    return {str(each[name]): str(each[value]) for each in listed or []}


def ask(
    response: BaseResponse,
    action: str,
    resource: str,
    requested: Tags | None = None,
    own: Tags | None = None,
    more: dict[str, Values] | None = None,
) -> Asked:
    """One action on one resource, of whose tags, and of those that are asked for, all is known."""
    context = {
        **tags_known(requested or {}, "aws:RequestTag"),
        **tags_known(own or {}, "aws:ResourceTag"),
        **(more or {}),
    }
    return Asked(action, resource, response.current_account, context)


def arn_in(response: BaseResponse, service: str, resource: str, region: str | None = None) -> str:
    where = response.region if region is None else region
    return f"arn:{response.partition}:{service}:{where}:{response.current_account}:{resource}"


def pass_role(response: BaseResponse, role_arn: str | None, service: str) -> list[Asked]:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"""
    if not role_arn:
        return []
    to = {"iam:PassedToService": f"{service}.amazonaws.com"}
    return [ask(response, "iam:PassRole", role_arn, more={**to})]


# IAM


def _iam(response: BaseResponse, action: str) -> list[Asked]:
    backend = iam_backends[response.current_account][response.partition]
    given = {name: str(values[0]) for name, values in response.querystring.items()}
    name = f"iam:{action}"
    requested = _query_tags(given)
    if "RoleName" in given:
        return _on_role(response, backend, name, given, requested)
    if action == "CreatePolicy":
        path = given.get("Path", "/")
        arn = arn_in(response, "iam", f"policy{path}{given['PolicyName']}", "")
        tagging = [ask(response, "iam:TagPolicy", arn, requested)] if requested else []
        return [ask(response, name, arn, requested), *tagging]
    if "PolicyArn" in given:
        return [ask(response, name, given["PolicyArn"], requested)]
    if "GroupName" in given:
        path = given.get("Path", "/")
        return [ask(response, name, arn_in(response, "iam", f"group{path}{given['GroupName']}", ""))]
    return []


def _on_role(
    response: BaseResponse, backend: IAMBackend, name: str, given: dict[str, str], requested: Tags
) -> list[Asked]:
    arn = arn_in(response, "iam", f"role{given.get('Path', '/')}{given['RoleName']}", "")
    own: Tags = {}
    boundary: Values = []
    try:
        role = backend.get_role(given["RoleName"])
        arn = role.arn
        own = dict(tags_in(role.tags.values() if isinstance(role.tags, dict) else role.tags))
        boundary = role.permissions_boundary_arn or []
    except NotFoundException:
        pass
    # Of a call that gives a role its boundary, this is the one that it gives.
    if name in ("iam:CreateRole", "iam:PutRolePermissionsBoundary"):
        boundary = given.get("PermissionsBoundary", [])
    more: dict[str, Values] = {"iam:PermissionsBoundary": boundary, "iam:PolicyARN": given.get("PolicyArn", [])}
    tags = name == "iam:CreateRole" and requested
    tagging = [ask(response, "iam:TagRole", arn, requested, own, more)] if tags else []
    return [ask(response, name, arn, requested, own, more), *tagging]


def _query_tags(given: dict[str, str]) -> Tags:
    keys = {name: value for name, value in given.items() if re.fullmatch(r"Tags\.member\.\d+\.Key", name)}
    return {key: given.get(f"{name[:-3]}Value", "") for name, key in keys.items()}


# What pipelines are made of


def _codebuild(response: BaseResponse, action: str) -> list[Asked]:
    if action not in ("CreateProject", "UpdateProject", "DeleteProject"):
        return []
    params = params_of(response)
    project = params["name"].rpartition("project/")[2]
    requested = tags_in(params.get("tags"), "key", "value")
    return [
        ask(response, f"codebuild:{action}", arn_in(response, "codebuild", f"project/{project}"), requested),
        *pass_role(response, params.get("serviceRole"), "codebuild"),
    ]


def _codepipeline(response: BaseResponse, action: str) -> list[Asked]:
    if action not in ("CreatePipeline", "UpdatePipeline"):
        return []
    params = params_of(response)
    pipeline = params["pipeline"]
    arn = arn_in(response, "codepipeline", pipeline["name"])
    requested = tags_in(params.get("tags"), "key", "value")
    actions = [each for stage in pipeline["stages"] for each in stage["actions"]]
    connections = {each.get("configuration", {}).get("ConnectionArn") for each in actions} - {None}
    tagging = [ask(response, "codepipeline:TagResource", arn, requested)] if requested else []
    return [
        ask(response, f"codepipeline:{action}", arn, requested),
        *tagging,
        *pass_role(response, pipeline["roleArn"], "codepipeline"),
        *(_pass_connection(response, each) for each in sorted(connections)),
    ]


def _pass_connection(response: BaseResponse, arn: str) -> Asked:
    """https://docs.aws.amazon.com/dtconsole/latest/userguide/security_iam_id-based-policy-examples-connections.html"""
    service = arn.split(":")[2]
    to = {f"{service}:PassedToService": "codepipeline.amazonaws.com"}
    return ask(response, f"{service}:PassConnection", arn, more={**to})


def _connections(response: BaseResponse, action: str) -> list[Asked]:
    params = params_of(response)
    service = "codestar-connections"
    name = f"{service}:{action}"
    requested = tags_in(params.get("Tags"))
    new = arn_in(response, service, "connection/*")
    if action == "CreateConnection":
        tagging = [ask(response, f"{service}:TagResource", new, requested)] if requested else []
        return [ask(response, name, "*", requested), *tagging]
    if action == "ListConnections":
        return [ask(response, name, new)]
    arn = params.get("ConnectionArn") or params.get("ResourceArn")
    if arn is None:
        return []
    own = connections_backends[response.current_account][response.region].tags.get(arn, {})
    return [ask(response, name, arn, requested, own)]


# What they tell, and to whom


def _sns(response: BaseResponse, action: str) -> list[Asked]:
    given = {name: str(values[0]) for name, values in response.querystring.items()}
    requested = _query_tags(given)
    if action == "CreateTopic":
        arn = arn_in(response, "sns", given["Name"])
        tagging = [ask(response, "sns:TagResource", arn, requested)] if requested else []
        return [ask(response, "sns:CreateTopic", arn, requested), *tagging]
    arn = given.get("TopicArn") or given.get("ResourceArn") or given.get("SubscriptionArn", "")
    # A subscription is its topic's.
    topic = ":".join(arn.split(":")[:6])
    return [ask(response, f"sns:{action}", topic, requested)] if topic else []


def _events(response: BaseResponse, action: str) -> list[Asked]:
    params = params_of(response)
    rule = params.get("Name") or params.get("Rule")
    arn = params.get("ResourceARN") or (rule and arn_in(response, "events", f"rule/{rule}"))
    if action not in ON_RULES or arn is None:
        return []
    requested = tags_in(params.get("Tags"))
    tagging = action == "PutRule" and requested
    roles = [params.get("RoleArn"), *(each.get("RoleArn") for each in params.get("Targets", []))]
    return [
        ask(response, f"events:{action}", arn, requested),
        *([ask(response, "events:TagResource", arn, requested)] if tagging else []),
        *(asked for role in roles for asked in pass_role(response, role, "events")),
    ]


ON_RULES = {
    "DeleteRule",
    "DescribeRule",
    "ListTagsForResource",
    "ListTargetsByRule",
    "PutRule",
    "PutTargets",
    "RemoveTargets",
    "TagResource",
    "UntagResource",
}


def _logs(response: BaseResponse, action: str) -> list[Asked]:
    params = params_of(response)
    if "resourceArn" in params:
        return [ask(response, f"logs:{action}", params["resourceArn"], params.get("tags") or {})]
    if action != "CreateLogGroup":
        return []
    arn = arn_in(response, "logs", f"log-group:{params['logGroupName']}")
    requested: Tags = params.get("tags") or {}
    tagging = [ask(response, "logs:TagResource", arn, requested)] if requested else []
    return [ask(response, "logs:CreateLogGroup", f"{arn}:*", requested), *tagging]


# Who comes to it


def _sso(response: BaseResponse, action: str) -> list[Asked]:
    params = params_of(response)
    name = f"sso:{action}"
    if action == "ListInstances":
        return [ask(response, name, "*")]
    instance = params.get("InstanceArn")
    if instance is None:
        return []
    requested = tags_in(params.get("Tags"))
    sets = instance.replace(":instance/", ":permissionSet/")
    if action == "CreatePermissionSet":
        tagging = [ask(response, "sso:TagResource", f"{sets}/*", requested)] if requested else []
        made = [ask(response, name, each, requested) for each in (instance, f"{sets}/*")]
        return [*made, *tagging]
    if "ResourceArn" in params:
        arn = params["ResourceArn"]
        return [ask(response, name, arn, requested, _tags_of_set(response, arn))]
    arn = params.get("PermissionSetArn")
    of_set = [] if arn is None else [ask(response, name, arn, own=_tags_of_set(response, arn))]
    accounts = [ask(response, name, f"arn:{response.partition}:sso:::account/{each}") for each in _accounts(response)]
    return [ask(response, name, instance), *of_set, *accounts]


def _tags_of_set(response: BaseResponse, arn: str) -> Tags:
    sets = ssoadmin_backends[response.current_account][response.region].permission_sets
    return next((tags_in(each.tags) for each in sets if each.permission_set_arn == arn), {})


def _accounts(response: BaseResponse) -> list[str]:
    """The account that is named, or all that a set is in."""
    params = params_of(response)
    named = params.get("TargetId") or params.get("AccountId")
    if named:
        return [str(named)]
    if params.get("TargetType") != "ALL_PROVISIONED_ACCOUNTS":
        return []
    assigned = ssoadmin_backends[response.current_account][response.region].account_assignments
    return sorted({a.target_id for a in assigned if a.permission_set_arn == params["PermissionSetArn"]})


def _identitystore(response: BaseResponse, action: str) -> list[Asked]:
    params = params_of(response)
    store_id = params.get("IdentityStoreId")
    if store_id is None:
        return []
    resources = [arn_in(response, "identitystore", f"identitystore/{store_id}", "")]
    kinds = IN_STORE.get(action)
    if kinds is None:
        return []
    store = identitystore_backends[response.current_account][response.region].identity_stores.get(store_id)
    membership = {} if store is None else store.group_memberships.get(params.get("MembershipId", ""), {})
    ids = {
        "group": params.get("GroupId") or membership.get("GroupId"),
        "user": params.get("UserId") or (params.get("MemberId") or membership.get("MemberId") or {}).get("UserId"),
        "membership": params.get("MembershipId"),
    }
    # Of what is looked for by its name nobody knows the id before.
    resources += [f"arn:{response.partition}:identitystore:::{kind}/{ids[kind] or '*'}" for kind in kinds]
    return [ask(response, f"identitystore:{action}", each) for each in resources]


IN_STORE = {
    "CreateGroup": [],
    "CreateGroupMembership": ["group", "user"],
    "DeleteGroup": ["group"],
    "DeleteGroupMembership": ["group", "membership", "user"],
    "DescribeGroup": ["group"],
    "DescribeGroupMembership": ["group", "membership", "user"],
    "DescribeUser": ["user"],
    "GetGroupId": ["group"],
    "GetUserId": ["user"],
    "UpdateGroup": ["group"],
}

SERVICES: dict[str, Callable[[BaseResponse, str], list[Asked]]] = {
    "codebuild": _codebuild,
    "codepipeline": _codepipeline,
    "codestar-connections": _connections,
    "events": _events,
    "iam": _iam,
    "identitystore": _identitystore,
    "logs": _logs,
    "sns": _sns,
    "sso": _sso,
}
