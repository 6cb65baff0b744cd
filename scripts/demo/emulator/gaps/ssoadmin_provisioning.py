"""How a permission set reaches its accounts: moto provisions at once, and can't be asked how that went, or where to.

It answers with the account of whoever asks; a set is in the accounts in which it is assigned.
"""

import json

from moto.core.utils import unix_time
from moto.ssoadmin.responses import SSOAdminResponse

from .ssoadmin_roles import failures


def install() -> None:
    SSOAdminResponse.describe_permission_set_provisioning_status = _status  # type: ignore[attr-defined]
    SSOAdminResponse.list_accounts_for_provisioned_permission_set = _accounts  # type: ignore[method-assign]


def _status(self: SSOAdminResponse) -> str:
    request = self._get_param("ProvisionPermissionSetRequestId")
    reason = failures(self.ssoadmin_backend).get(request)
    status = {
        "RequestId": request,
        "Status": "SUCCEEDED" if reason is None else "FAILED",
        "CreatedDate": unix_time(),
        **({} if reason is None else {"FailureReason": reason}),
    }
    return json.dumps({"PermissionSetProvisioningStatus": status})


def _accounts(self: SSOAdminResponse) -> str:
    permission_set = self._get_param("PermissionSetArn")
    accounts = {
        assignment.target_id
        for assignment in self.ssoadmin_backend.account_assignments
        if assignment.permission_set_arn == permission_set
    }
    return json.dumps({"AccountIds": sorted(accounts)})
