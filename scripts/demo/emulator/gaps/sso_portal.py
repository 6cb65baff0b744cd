"""How people get credentials: the API of the access portal, which moto has not.

A bearer token is the name of a user of the directory, who is in groups as the directory says; signing in itself is not
played. https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
"""

import json
import re
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

from moto import backend_index
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.exceptions import JsonRESTError
from moto.core.responses import BaseResponse
from moto.identitystore.models import identitystore_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.ssoadmin.models import PermissionSet, SSOAdminBackend, ssoadmin_backends
from moto.sts.models import sts_backends
from werkzeug.serving import WSGIRequestHandler

from .ssoadmin_roles import role_of

URL_BASE = r"https?://portal\.sso\.(.+)\.amazonaws\.com"
CREDENTIALS, ROLES = "/federation/credentials", "/assignment/roles"


class PortalBackend(BaseBackend):
    @property
    def _url_module(self) -> Any:
        paths = {f"{{0}}{path}$": PortalResponse.dispatch for path in (CREDENTIALS, ROLES)}
        return SimpleNamespace(url_bases=[URL_BASE], url_paths=paths)


portal_backends = BackendDict(PortalBackend, "sso")


class Refused(JsonRESTError):
    def __init__(self, code: int, error: str, message: str):
        super().__init__(error, message)
        self.code = code


class PortalResponse(BaseResponse):
    def __init__(self) -> None:
        super().__init__(service_name="sso")

    def _dispatch(self, request: Any, full_url: str, headers: Any) -> Any:
        # No policy of IAM has a say in these.
        self.setup_class(request, full_url, headers)
        try:
            answer = self._credentials() if self.path == CREDENTIALS else self._roles()
            return 200, {"content-type": "application/json"}, json.dumps(answer)
        except Refused as refused:
            headers = {"content-type": "application/json", "x-amzn-errortype": refused.error_type}
            return refused.code, headers, refused.description

    def _credentials(self) -> Any:
        user, account, name = self._user(), self._query("account_id"), self._query("role_name")
        for backend, permission_set in _sets_of(user, account):
            role = role_of(backend, permission_set, account)
            if permission_set.name == name and role is not None:
                session = sts_backends[account][backend.partition].assume_role(
                    region_name=backend.region_name,
                    role_session_name=user.UserName,
                    role_arn=role.arn,
                    policy="",
                    duration=_seconds(permission_set.session_duration),
                    external_id="",
                )
                return {
                    "roleCredentials": {
                        "accessKeyId": session.access_key_id,
                        "secretAccessKey": session.secret_access_key,
                        "sessionToken": session.session_token,
                        "expiration": int(session.expiration.timestamp() * 1000),
                    }
                }
        raise Refused(403, "ForbiddenException", "No access")

    def _roles(self) -> Any:
        account = self._query("account_id")
        names = {permission_set.name for _, permission_set in _sets_of(self._user(), account)}
        return {"roleList": [{"roleName": name, "accountId": account} for name in sorted(names)]}

    def _user(self) -> Any:
        token = self.headers.get("x-amz-sso-bearer-token")
        for user in _users():
            if user.UserName == token:
                return user
        raise Refused(401, "UnauthorizedException", "Session token not found or invalid")

    def _query(self, name: str) -> str:
        return str(self.querystring[name][0])


def _users() -> Iterator[Any]:
    for regions in list(identitystore_backends.values()):
        for backend in list(regions.values()):
            for store in backend.identity_stores.values():
                yield from store.users.values()


def _sets_of(user: Any, account: str) -> Iterator[tuple[SSOAdminBackend, PermissionSet]]:
    """What is assigned in an account to somebody, or to a group that they are in."""
    for owner, regions in list(identitystore_backends.items()):
        for region, directory in list(regions.items()):
            store = directory.identity_stores.get(user.IdentityStoreId)
            if store is None:
                continue
            backend = ssoadmin_backends[owner][region]
            principals = {user.UserId} | {
                each["GroupId"]
                for each in store.group_memberships.values()
                if each["MemberId"]["UserId"] == user.UserId
            }
            for assignment in backend.account_assignments:
                if assignment.target_id == account and assignment.principal_id in principals:
                    yield backend, backend._find_permission_set(
                        assignment.instance_arn, assignment.permission_set_arn
                    )


def _seconds(duration: Any) -> int:
    """PT8H, as Identity Center takes it."""
    hours = re.fullmatch(r"PT(\d+)H", str(duration))
    return 3600 * int(hours[1]) if hours else 3600


def install() -> None:
    module = ModuleType("moto.sso")
    setattr(module, "sso_backends", portal_backends)
    sys.modules[module.__name__] = module
    backend_index.backend_url_patterns.append(("sso", re.compile(URL_BASE)))
    by_path = DomainDispatcherApplication.get_service_from_unsigned_path

    def get_service_from_unsigned_path(path: str) -> tuple[str | None, str | None]:
        # These calls bear a token and no signature, which would say their service.
        return ("portal.sso", "us-east-1") if path in (CREDENTIALS, ROLES) else by_path(path)

    DomainDispatcherApplication.get_service_from_unsigned_path = staticmethod(  # type: ignore[method-assign]
        get_service_from_unsigned_path
    )
    # werkzeug drops headers with an underscore in their name, in one of which the token is.
    make_environ = WSGIRequestHandler.make_environ

    def with_token(self: WSGIRequestHandler) -> dict[str, Any]:
        environ, token = make_environ(self), self.headers.get("x-amz-sso_bearer_token")
        return environ if token is None else {**environ, "HTTP_X_AMZ_SSO_BEARER_TOKEN": token}

    WSGIRequestHandler.make_environ = with_token  # type: ignore[method-assign]
