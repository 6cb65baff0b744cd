"""Whether a bucket takes access logs is read in its policy, where moto fails at any principal that is "*"."""

import json
from types import SimpleNamespace
from typing import Any

from moto.s3.models import FakeBucket


def install() -> None:
    allows = FakeBucket._log_permissions_enabled_policy

    def allows_by_named_principals(target_bucket: FakeBucket, target_prefix: str | None) -> bool:
        return allows(_without_anyone(target_bucket), target_prefix)

    FakeBucket._log_permissions_enabled_policy = staticmethod(  # type: ignore[method-assign]
        allows_by_named_principals
    )


def _without_anyone(bucket: FakeBucket) -> Any:
    """What is said of everybody is not what lets the logging service in."""
    if not bucket.policy:
        return bucket
    policy = json.loads(bucket.policy)
    policy["Statement"] = [
        each for each in policy["Statement"] if isinstance(each.get("Principal"), dict)
    ]
    return SimpleNamespace(
        policy=json.dumps(policy).encode(), partition=bucket.partition, name=bucket.name
    )
