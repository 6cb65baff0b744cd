"""Who asks for a role with a token in place of credentials; by what the token claims, as no signature is checked here.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""

import json
from base64 import urlsafe_b64decode
from typing import Any

from asked_of import role_of
from evaluate_policies import Asked, Caller
from moto.core.responses import BaseResponse
from moto.iam.models import iam_backends

ACTION = "sts:AssumeRoleWithWebIdentity"


class BadToken(Exception):
    """One that AWS refuses before it looks at any policy."""


def by_token(response: BaseResponse) -> tuple[Caller, Asked]:
    claims = _claims(response.querystring.get("WebIdentityToken", [""])[0])
    asked = role_of(response, ACTION)
    host = str(claims.get("iss", "")).removeprefix("https://")
    arn = f"arn:{response.partition}:iam::{asked.owner}:oidc-provider/{host}"
    provider = iam_backends[asked.owner][response.partition].open_id_providers.get(arn)
    if provider is None:
        raise BadToken(f"No OpenIDConnect provider found in your account for https://{host}")
    audience = str(claims.get("aud"))
    if audience not in provider.client_id_list:
        raise BadToken("Incorrect token audience")
    asked.context.update({f"{host}:aud": audience, f"{host}:sub": str(claims.get("sub"))})
    return Caller(arn, arn, "", federated=True), asked


def _claims(token: str) -> dict[str, Any]:
    try:
        part = token.split(".")[1]
        claims: dict[str, Any] = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (IndexError, ValueError) as error:
        raise BadToken("The ID Token provided is not a valid JWT") from error
    return claims
