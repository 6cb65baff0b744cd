"""What is there before anything is applied: an organisation with its accounts, and an Identity Center with its groups."""

import json
from typing import Any

from gaps.iam_enforcement import ADMINISTRATOR
from moto.iam.models import AccessKey, iam_backends
from moto.identitystore.models import identitystore_backends
from moto.organizations import utils as organization_ids
from moto.organizations.models import organizations_backends
from moto.ssoadmin.models import ssoadmin_backends
from moto.utilities.utils import get_partition


def seed(platform: dict[str, Any]) -> None:
    _organization(platform)
    _first_credentials(platform)
    _administrators(platform)
    if "identityCenter" in platform:
        _identity_center(**platform["identityCenter"])


def _organization(platform: dict[str, Any]) -> None:
    management, region = platform["managementAccountId"], platform["region"]
    organizations = organizations_backends[management][get_partition(region)]
    organizations.create_organization(region, FeatureSet="ALL")
    organizations.org.id = platform["organizationId"]
    root = organizations.org.root_id
    units: dict[str, str] = {"": root}
    for account in platform["accounts"]:
        # moto invents the id of an account that it creates.
        _create_account(organizations, account)
        parent = _unit(organizations, units, account.get("ou", ""))
        if parent != root:
            organizations.move_account(
                AccountId=account["id"], SourceParentId=root, DestinationParentId=parent
            )


def _create_account(organizations: Any, account: dict[str, Any]) -> None:
    invent = organization_ids.make_random_account_id
    organization_ids.make_random_account_id = lambda: account["id"]
    try:
        organizations.create_account(
            AccountName=account["name"], Email=f"{account['name']}@example.com"
        )
    finally:
        organization_ids.make_random_account_id = invent


def _unit(organizations: Any, units: dict[str, str], path: str) -> str:
    if path not in units:
        above, _, name = path.rpartition("/")
        parent = _unit(organizations, units, above)
        created = organizations.create_organizational_unit(ParentId=parent, Name=name)
        units[path] = created["OrganizationalUnit"]["Id"]
    return units[path]


def _first_credentials(platform: dict[str, Any]) -> None:
    """From the management account one gets into every other, as with a real organisation's first credentials."""
    account = platform["managementAccountId"]
    key = AccessKey(user_name=None, prefix="AKIA", account_id=account)
    key.access_key_id = platform["accessKeyId"]
    key.secret_access_key = platform["secretAccessKey"]
    iam_backends[account][get_partition(platform["region"])].access_keys[key.access_key_id] = key


def _administrators(platform: dict[str, Any]) -> None:
    """moto makes the role by which an organisation gets into its accounts, without its permissions."""
    management = platform["managementAccountId"]
    partition = get_partition(platform["region"])
    for account in [management, *(each["id"] for each in platform["accounts"])]:
        iam = iam_backends[account][partition]
        if account == management:
            # It has none at AWS; here it is got into as the others are.
            iam.create_role(ACCESS_ROLE, json.dumps(_trusting(management)), "/", None, "", [], "3600")
        iam.get_role(ACCESS_ROLE).put_policy("AdministratorAccess", json.dumps(ADMINISTRATOR))


ACCESS_ROLE = "OrganizationAccountAccessRole"


def _trusting(account: str) -> dict[str, Any]:
    principal = {"AWS": f"arn:aws:iam::{account}:root"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def _identity_center(accountId: str, region: str, groups: list[str]) -> None:
    # moto has an instance in each account and region; only this one's is one of the organisation.
    instance = ssoadmin_backends[accountId][region].instances[0]
    store = identitystore_backends[accountId][region]
    for name in groups:
        store.create_group(instance.identity_store_id, name, "from the directory")
