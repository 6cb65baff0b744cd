"""The role that a permission set makes in each account where it is assigned: moto makes none.

"…the specified permission set will automatically be provisioned to the account … If the permission set is subsequently
updated, the corresponding IAM policies … will not be updated automatically. In this case, you must call
ProvisionPermissionSet". https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
The role's name, path and trust: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
"""

import json
from secrets import token_hex
from typing import Any

from moto.iam.exceptions import NotFoundException
from moto.iam.models import IAMBackend, Role, iam_backends
from moto.ssoadmin.models import PermissionSet, SSOAdminBackend
from moto.ssoadmin.responses import SSOAdminResponse

INLINE_POLICY = "AwsSSOInlinePolicy"


def install() -> None:
    create = SSOAdminBackend.create_account_assignment
    describe = SSOAdminResponse.describe_account_assignment_creation_status
    delete = SSOAdminBackend.delete_account_assignment
    provision = SSOAdminResponse.provision_permission_set

    def create_assignment(self: SSOAdminBackend, *args: Any, **kwargs: Any) -> Any:
        summary = create(self, *args, **kwargs)
        _try(self, _permission_set(self, summary), [summary["TargetId"]], summary["RequestId"])
        return summary

    def describe_creation(self: SSOAdminResponse) -> str:
        answer: dict[str, Any] = json.loads(describe(self))
        status = answer["AccountAssignmentCreationStatus"]
        reason = failures(self.ssoadmin_backend).get(status["RequestId"])
        if reason is not None:
            status.update(Status="FAILED", FailureReason=reason)
        return json.dumps(answer)

    def delete_assignment(self: SSOAdminBackend, *args: Any, **kwargs: Any) -> Any:
        summary = delete(self, *args, **kwargs)
        permission_set = _permission_set(self, summary)
        if summary["TargetId"] not in accounts_of(self, permission_set.permission_set_arn):
            _remove(self, permission_set, summary["TargetId"])
        return summary

    def provision_set(self: SSOAdminResponse) -> str:
        answer = provision(self)
        backend, arn = self.ssoadmin_backend, self._get_param("PermissionSetArn")
        permission_set = backend._find_permission_set(self._get_param("InstanceArn"), arn)
        one = self._get_param("TargetId")
        request = json.loads(answer)["PermissionSetProvisioningStatus"]["RequestId"]
        _try(backend, permission_set, [one] if one else accounts_of(backend, arn), request)
        return answer

    SSOAdminBackend.create_account_assignment = create_assignment  # type: ignore[method-assign]
    SSOAdminBackend.delete_account_assignment = delete_assignment  # type: ignore[method-assign]
    SSOAdminResponse.describe_account_assignment_creation_status = describe_creation  # type: ignore[method-assign]
    SSOAdminResponse.provision_permission_set = provision_set  # type: ignore[method-assign]


def accounts_of(backend: SSOAdminBackend, permission_set_arn: str) -> list[str]:
    """Where a permission set is assigned."""
    assigned = backend.account_assignments
    return sorted({a.target_id for a in assigned if a.permission_set_arn == permission_set_arn})


def role_of(backend: SSOAdminBackend, permission_set: PermissionSet, account: str) -> Role | None:
    """By its path and its name but for the end, which nobody knows beforehand."""
    for role in _iam(backend, account).get_roles():
        name, _, _ = role.name.rpartition("_")
        if role.path == _path(backend) and name == f"AWSReservedSSO_{permission_set.name}":
            return role
    return None


def failures(backend: SSOAdminBackend) -> dict[str, str]:
    """Why a provisioning failed, by its request; who asks for its status is told."""
    if not hasattr(backend, "failures"):
        backend.failures = {}  # type: ignore[attr-defined]
    return backend.failures  # type: ignore[attr-defined, no-any-return]


def _try(
    backend: SSOAdminBackend, permission_set: PermissionSet, accounts: list[str], request: str
) -> None:
    try:
        for account in accounts:
            _provision(backend, permission_set, account)
    except NotFoundException as missing:
        failures(backend)[request] = f"Received a 404 status error: {missing.message}"


def _permission_set(backend: SSOAdminBackend, summary: dict[str, Any]) -> PermissionSet:
    arn = summary["PermissionSetArn"]
    return next(each for each in backend.permission_sets if each.permission_set_arn == arn)


def _path(backend: SSOAdminBackend) -> str:
    region = "" if backend.region_name == "us-east-1" else f"{backend.region_name}/"
    return f"/aws-reserved/sso.amazonaws.com/{region}"


def _iam(backend: SSOAdminBackend, account: str) -> IAMBackend:
    return iam_backends[account][backend.partition]


def _provision(backend: SSOAdminBackend, permission_set: PermissionSet, account: str) -> None:
    iam = _iam(backend, account)
    # A reference is by name: in each account it is that account's own policy, which has to be there.
    boundary = _boundary(iam, permission_set)
    wanted = [each.arn for each in permission_set.managed_policies] + [
        _own_policy(iam, each.path, each.name) for each in permission_set.customer_managed_policies
    ]
    role = role_of(backend, permission_set, account) or _create(backend, permission_set, account)
    role.description = permission_set.description or ""
    inline = permission_set.inline_policy
    role.policies = {INLINE_POLICY: inline} if inline else {}
    role.permissions_boundary_arn = boundary
    for arn in set(role.managed_policies) - set(wanted):
        iam.detach_role_policy(arn, role.name)
    for arn in set(wanted) - set(role.managed_policies):
        iam.attach_role_policy(arn, role.name)


def _create(backend: SSOAdminBackend, permission_set: PermissionSet, account: str) -> Role:
    provider = f"saml-provider/AWSSSO_{token_hex(8)}_DO_NOT_DELETE"
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:{backend.partition}:iam::{account}:{provider}"},
        "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
        "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
    }
    return _iam(backend, account).create_role(
        role_name=f"AWSReservedSSO_{permission_set.name}_{token_hex(8)}",
        assume_role_policy_document=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        path=_path(backend),
        permissions_boundary=None,
        description=permission_set.description or "",
        tags=[],
        max_session_duration="43200",
    )


def _boundary(iam: IAMBackend, permission_set: PermissionSet) -> str | None:
    boundary = getattr(permission_set, "permissions_boundary", None)
    if boundary is None:
        return None
    if "ManagedPolicyArn" in boundary:
        return str(boundary["ManagedPolicyArn"])
    reference = boundary["CustomerManagedPolicyReference"]
    return _own_policy(iam, reference.get("Path", "/"), reference["Name"])


def _own_policy(iam: IAMBackend, path: str, name: str) -> str:
    arn = f"arn:{iam.partition}:iam::{iam.account_id}:policy{path}{name}"
    iam.get_policy(arn)
    return arn


def _remove(backend: SSOAdminBackend, permission_set: PermissionSet, account: str) -> None:
    role = role_of(backend, permission_set, account)
    if role is None:
        return
    iam = _iam(backend, account)
    for arn in list(role.managed_policies):
        iam.detach_role_policy(arn, role.name)
    role.policies = {}
    iam.delete_role(role.name)
