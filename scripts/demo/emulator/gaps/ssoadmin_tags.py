"""Tags of permission sets: moto keeps those that a set is created with, and has no call to read or change them."""

import json
from typing import Any

from moto.ssoadmin.models import PermissionSet
from moto.ssoadmin.responses import SSOAdminResponse


def install() -> None:
    SSOAdminResponse.list_tags_for_resource = _list_tags_for_resource  # type: ignore[attr-defined]
    SSOAdminResponse.tag_resource = _tag_resource  # type: ignore[attr-defined]
    SSOAdminResponse.untag_resource = _untag_resource  # type: ignore[attr-defined]


def _list_tags_for_resource(self: SSOAdminResponse) -> str:
    return json.dumps({"Tags": _resource(self).tags or []})


def _tag_resource(self: SSOAdminResponse) -> str:
    given: list[dict[str, Any]] = self._get_param("Tags")
    keys = {tag["Key"] for tag in given}
    resource = _resource(self)
    resource.tags = [tag for tag in resource.tags or [] if tag["Key"] not in keys] + given
    return "{}"


def _untag_resource(self: SSOAdminResponse) -> str:
    keys = self._get_param("TagKeys")
    resource = _resource(self)
    resource.tags = [tag for tag in resource.tags or [] if tag["Key"] not in keys]
    return "{}"


def _resource(self: SSOAdminResponse) -> PermissionSet:
    return self.ssoadmin_backend._find_permission_set(
        self._get_param("InstanceArn"), self._get_param("ResourceArn")
    )
