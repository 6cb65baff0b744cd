"""A permission set's permissions boundary: moto has none of its calls."""

import json

from moto.ssoadmin.exceptions import ResourceNotFoundException
from moto.ssoadmin.models import PermissionSet
from moto.ssoadmin.responses import SSOAdminResponse


def install() -> None:
    SSOAdminResponse.put_permissions_boundary_to_permission_set = _put  # type: ignore[attr-defined]
    SSOAdminResponse.get_permissions_boundary_for_permission_set = _get  # type: ignore[attr-defined]
    SSOAdminResponse.delete_permissions_boundary_from_permission_set = _delete  # type: ignore[attr-defined]


def _put(self: SSOAdminResponse) -> str:
    _permission_set(self).permissions_boundary = self._get_param("PermissionsBoundary")  # type: ignore[attr-defined]
    return "{}"


def _get(self: SSOAdminResponse) -> str:
    boundary = getattr(_permission_set(self), "permissions_boundary", None)
    if boundary is None:
        raise ResourceNotFoundException("The permission set has no permissions boundary.")
    return json.dumps({"PermissionsBoundary": boundary})


def _delete(self: SSOAdminResponse) -> str:
    _permission_set(self).permissions_boundary = None  # type: ignore[attr-defined]
    return "{}"


def _permission_set(self: SSOAdminResponse) -> PermissionSet:
    return self.ssoadmin_backend._find_permission_set(
        self._get_param("InstanceArn"), self._get_param("PermissionSetArn")
    )
