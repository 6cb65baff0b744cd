"""What the applied policies allow is allowed, and nothing else: moto looks at actions alone, if at anything.

Off, as in moto, until POST /moto-api/reset-auth says 0; "inf" ends it. Signatures aren't checked.
"""

import json

from asked_of import asked_of
from evaluate_policies import Asked, Caller, Document, Unjudged, Values, refusal
from moto import settings
from moto.core.authorization import ActionAuthenticatorMixin
from moto.core.exceptions import AccessDeniedError, JsonRESTError
from moto.core.responses import BaseResponse
from moto.iam.access_control import PermissionResult
from moto.iam.exceptions import NotFoundException
from moto.iam.models import IAMBackend, iam_backends
from moto.organizations.models import organizations_backends
from moto.s3.exceptions import S3AccessDeniedError
from moto.s3.models import FakeBucket
from moto.sts.models import sts_backends
from web_identity import BadToken, by_token

from .iam_decisions import note

ADMINISTRATOR: Document = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}

# What AWS's own services sign with; the session token says which one it is, and for what it acts.
SERVICES_KEY = "AKIAAWSSERVICE000000"


def install() -> None:
    ActionAuthenticatorMixin._authenticate_and_authorize_action = _authorize  # type: ignore[method-assign]
    # moto would deny by a bucket's policy without a look at its conditions, enforcing or not.
    FakeBucket.get_permission = lambda *_: PermissionResult.NEUTRAL  # type: ignore[method-assign]


def _authorize(self: BaseResponse, _request: type, resource: str = "*") -> None:
    if settings.INITIAL_NO_AUTH_ACTION_COUNT == float("inf"):
        return
    authorization = self.headers.get("Authorization", "")
    if "Credential=" not in authorization and self._get_action() == "AssumeRoleWithWebIdentity":
        _authorize_token(self)
        return
    if "Credential=" not in authorization:
        raise _denied(self, "an unsigned request is refused")
    service = authorization.partition("Credential=")[2].split("/")[3]
    action = self._get_action()
    if f"{service}:{action}" == "sts:GetCallerIdentity":
        return
    caller, session = _caller(self)
    for asked in asked_of(self, service, action, resource):
        asked.context.update(session, **_of_request(self, asked))
        try:
            reason = refusal(caller, asked)
        except Unjudged as unjudged:
            raise _unjudged(self, f"{asked.action} hangs on {unjudged}") from unjudged
        note(caller, asked, reason)
        if reason is not None:
            on = f"is not authorized to perform: {asked.action} on resource: {asked.resource or '*'}"
            raise _denied(self, f"User: {caller.arn} {on} {reason.format(asked.action)}")


def _authorize_token(self: BaseResponse) -> None:
    try:
        caller, asked = by_token(self)
    except BadToken as bad:
        raise _Error("InvalidIdentityToken", str(bad)) from bad
    try:
        reason = refusal(caller, asked)
    except Unjudged as unjudged:
        raise _unjudged(self, f"{asked.action} hangs on {unjudged}") from unjudged
    if reason is not None:
        raise _denied(self, f"Not authorized to perform {asked.action}")


def _denied(self: BaseResponse, message: str) -> Exception:
    if self.service_name == "s3":
        denied: Exception = S3AccessDeniedError()
        denied.message = message  # type: ignore[attr-defined]
        return denied
    if _speaks_json(self):
        return JsonRESTError("AccessDeniedException", message)
    return _Error("AccessDenied", message)


def _unjudged(self: BaseResponse, message: str) -> Exception:
    error = "NotPlayedByTheEmulator"
    return JsonRESTError(error, message) if _speaks_json(self) else _Error(error, message)


def _speaks_json(self: BaseResponse) -> bool:
    return "X-Amz-Target" in self.headers


class _Error(AccessDeniedError):
    def __init__(self, error: str, message: str):
        super(AccessDeniedError, self).__init__(error, message)


def _caller(self: BaseResponse) -> tuple[Caller, dict[str, Values]]:
    key, account = self.get_access_key(), self.current_account
    token = self.headers.get("X-Amz-Security-Token")
    if key == SERVICES_KEY:
        given = json.loads(token or "{}")
        service = given.pop("service")
        return Caller(service, service, "", service=True), given
    iam = iam_backends[account][self.partition]
    for session in sts_backends[account][self.partition].assumed_roles:
        if session.access_key_id == key and session.session_token == token:
            return _session(iam, session.arn, session.role_arn, account), {}
    if key in iam.access_keys and iam.access_keys[key].user_name is None and token is None:
        user = f"arn:{self.partition}:iam::{account}:user/first-administrator"
        return Caller(user, user, account, [ADMINISTRATOR]), {}
    raise _denied(self, "The security token included in the request is invalid.")


def _session(iam: IAMBackend, arn: str, role_arn: str, account: str) -> Caller:
    try:
        role = iam.get_role_by_arn(role_arn)
    except NotFoundException:
        # What is left of a session when its role is gone.
        return Caller(arn, role_arn, account)
    documents = [*role.policies.values(), *map(_text, role.managed_policies.values())]
    boundary = role.permissions_boundary_arn
    return Caller(
        arn,
        role_arn,
        account,
        [json.loads(each) for each in documents],
        None if boundary is None else json.loads(_text(iam.get_policy(boundary))),
        tags={each["Key"]: each["Value"] for each in role.tags or []},
    )


def _text(policy: object) -> str:
    return str(next(each.document for each in policy.versions if each.is_default))  # type: ignore[attr-defined]


def _of_request(self: BaseResponse, asked: Asked) -> dict[str, Values]:
    known: dict[str, Values] = {
        "aws:SecureTransport": "true",
        "aws:RequestedRegion": self.region,
    }
    if self.get_access_key() != SERVICES_KEY:
        caller, _ = _caller(self)
        known["aws:PrincipalArn"] = caller.principal
        known["aws:PrincipalAccount"] = caller.account
        known.update({f"aws:PrincipalTag/{key}": value for key, value in caller.tags.items()})
        organization = _organization(self.partition)
        if organization is not None:
            known["aws:PrincipalOrgID"] = organization
    return known


def _organization(partition: str) -> str | None:
    """All accounts that are seeded are of one organisation."""
    for account in list(organizations_backends.values()):
        organization = account[partition].org
        if organization is not None:
            return str(organization.id)
    return None
