"""`arn:aws:iam::*:*` is any resource of IAM's: "IAM resource path must either be "*" or start with user/, …".

moto says so too, and then takes no "*".
"""

import re

from moto.iam.policy_validation import BaseIAMPolicyValidator

ANY = re.compile(r"arn:[^:]+:iam::[^:]*:\*")


def install() -> None:
    validate = BaseIAMPolicyValidator._validate_resource_format

    def validate_unless_any(self: BaseIAMPolicyValidator, resource: str) -> None:
        if not ANY.fullmatch(resource):
            validate(self, resource)

    BaseIAMPolicyValidator._validate_resource_format = validate_unless_any  # type: ignore[method-assign]
