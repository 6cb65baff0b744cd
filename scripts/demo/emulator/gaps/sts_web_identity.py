"""Who takes a role by a token: moto gives it to anybody, whatever the token says.

The role's trust policy decides by the token's claims, and its account has to have a provider for the issuer that knows the
audience. The token's signature isn't checked, as none is here.
https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
"""

import json
from base64 import urlsafe_b64decode
from typing import Any

from evaluate_policies import Asked, Caller, Unjudged, Values, refusal
from moto import settings
from moto.core.exceptions import AccessDeniedError
from moto.iam.exceptions import NotFoundException
from moto.iam.models import iam_backends
from moto.sts.responses import TokenResponse

ACTION = "sts:AssumeRoleWithWebIdentity"


def install() -> None:
    assume = TokenResponse.assume_role_with_web_identity

    def assume_if_trusted(self: TokenResponse) -> Any:
        if settings.INITIAL_NO_AUTH_ACTION_COUNT != float("inf"):
            _check(self)
        return assume(self)

    TokenResponse.assume_role_with_web_identity = assume_if_trusted  # type: ignore[method-assign]


def _check(self: TokenResponse) -> None:
    arn = self.querystring["RoleArn"][0]
    account = arn.split(":")[4]
    iam = iam_backends[account][self.partition]
    claims = _claims(self.querystring["WebIdentityToken"][0])
    host = str(claims.get("iss", "")).removeprefix("https://")
    provider = f"arn:{self.partition}:iam::{account}:oidc-provider/{host}"
    known = next((each for each in iam.open_id_providers.values() if each.arn == provider), None)
    if known is None:
        raise _Error("InvalidIdentityToken", f"No OpenIDConnect provider found in your account for https://{host}")
    if claims.get("aud") not in known.client_id_list:
        raise _Error("InvalidIdentityToken", "Incorrect token audience")
    try:
        trust = json.loads(iam.get_role_by_arn(arn).assume_role_policy_document)
    except NotFoundException:
        raise _denied() from None
    context: dict[str, Values] = {f"{host}:{name}": str(claims.get(name, "")) for name in ("aud", "sub")}
    asked = Asked(ACTION, arn, account, context, trust, policy_needed=True)
    # By its trust policy alone: who has a token has no policy of their own, and no account.
    caller = Caller(provider, provider, "", federated=True)
    try:
        reason = refusal(caller, asked)
    except Unjudged as unjudged:
        raise _Error("NotPlayedByTheEmulator", f"{ACTION} hangs on {unjudged}") from unjudged
    if reason is not None:
        raise _denied()


def _claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims


def _denied() -> Exception:
    return _Error("AccessDenied", f"Not authorized to perform {ACTION}")


class _Error(AccessDeniedError):
    def __init__(self, error: str, message: str):
        super(AccessDeniedError, self).__init__(error, message)
