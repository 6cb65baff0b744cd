"""What a call asks for: the resources that IAM checks, with what is known of the request.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import json
from collections.abc import Callable
from typing import Any

from asked_to_manage import arn_in, ask, asked_to_manage, params_of, tags_in, tags_known
import xmltodict
from evaluate_policies import Asked, Document, Values
from moto.core.responses import BaseResponse
from moto.iam.exceptions import NotFoundException
from moto.iam.models import iam_backends
from moto.kms.models import Key, kms_backends
from moto.s3.exceptions import S3ClientError
from moto.s3.responses import S3Response
from s3_actions import action_on_bucket

ON_ACTION = {"PutApprovalResult", "PutActionRevision"}
ON_STAGE = {
    "DisableStageTransition",
    "EnableStageTransition",
    "OverrideStageCondition",
    "RetryStageExecution",
    "RollbackStage",
}
ON_NOTHING = {"ListPipelines", "ListActionTypes", "ListRuleTypes"}


def asked_of(response: BaseResponse, service: str, action: str, resource: str) -> list[Asked]:
    name = f"{service}:{action}"
    if service == "s3":
        return _s3(response, name, resource)  # type: ignore[arg-type]
    of_service: dict[str, Callable[[BaseResponse, str], list[str | None]]] = {
        "codepipeline": _codepipeline,
        "codebuild": _codebuild,
        "logs": _logs,
    }
    if name == "sts:AssumeRole":
        return [role_of(response, name)]
    if service == "kms":
        return _kms(response, action)
    managed = asked_to_manage(response, service, action)
    if managed is not None:
        return managed
    resources = of_service[service](response, action) if service in of_service else [None]
    return [Asked(name, each, response.current_account, {}) for each in resources]


def _codepipeline(response: BaseResponse, action: str) -> list[str | None]:
    params = params_of(response)
    if action in ON_NOTHING:
        return ["*"]
    if "resourceArn" in params:
        return [params["resourceArn"]]
    pipeline = params.get("pipelineName") or params.get("name") or params.get("pipeline", {}).get("name")
    if pipeline is None:
        return [None]
    parts = [pipeline]
    if action in ON_STAGE | ON_ACTION:
        parts.append(params["stageName"])
    if action in ON_ACTION:
        parts.append(params["actionName"])
    return [arn_in(response, "codepipeline", "/".join(parts))]


def _codebuild(response: BaseResponse, action: str) -> list[str | None]:
    params = params_of(response)
    if action == "ListProjects":
        return ["*"]
    given = params.get("names") or params.get("ids") or [params.get("projectName") or params.get("name")]
    # A project may be named by its ARN; a build's id begins with its project's name, on which it is checked.
    names = [str(each).rpartition(":project/")[2].split(":")[0] for each in given]
    return [arn_in(response, "codebuild", f"project/{name}") for name in names]


def _logs(response: BaseResponse, action: str) -> list[str | None]:
    params = params_of(response)
    group, stream = params.get("logGroupName"), params.get("logStreamName")
    if action == "DescribeLogGroups" or group is None:
        return [arn_in(response, "logs", "log-group:*") if action == "DescribeLogGroups" else None]
    # Of a stream the stream is asked, and of a group all that is in it.
    below = f"log-stream:{stream}" if stream else "*"
    return [arn_in(response, "logs", f"log-group:{group}:{below}")]


def role_of(response: BaseResponse, action: str) -> Asked:
    arn = response.querystring["RoleArn"][0]
    account = arn.split(":")[4]
    try:
        role = iam_backends[account][response.partition].get_role_by_arn(arn)
    except NotFoundException:
        return Asked(action, arn, account, {}, None, policy_needed=True)
    trust = json.loads(role.assume_role_policy_document)
    return Asked(action, arn, account, {}, trust, policy_needed=True)


def _s3(response: S3Response, action: str, resource: str) -> list[Asked]:
    given = {
        f"s3:{name}": str(response.headers[name])
        for name in (
            "if-none-match",
            "x-amz-server-side-encryption",
            "x-amz-server-side-encryption-aws-kms-key-id",
        )
        if name in response.headers
    }
    if action == "s3:ListBucket" and "prefix" in response.querystring:
        given["s3:prefix"] = response.querystring["prefix"][0]
    # The emulator listens on the loopback without TLS; what reaches it counts as sent by TLS, as it would be to AWS.
    context: dict[str, Values] = {**given, "s3:TlsVersion": "1.3"}
    bucket_name, _, key_name = resource.split(":::", 1)[1].partition("/")
    if bucket_name == "*":
        return [Asked("s3:ListAllMyBuckets", "*", response.current_account, context)]
    if not key_name and "delete" in response.querystring and response.method == "POST":
        return _deletions(response, bucket_name)
    if not key_name:
        on_bucket = action_on_bucket(response.method, response.uri)
        if on_bucket is None:
            return [Asked(action, None, response.current_account, context)]
        action = f"s3:{on_bucket}"
    try:
        bucket = response.backend.get_bucket(bucket_name)
    except S3ClientError:
        return [Asked(action, resource, response.current_account, context)]
    policy = json.loads(bucket.policy) if bucket.policy else None
    asked = [Asked(action, resource, bucket.account_id, context, policy)]
    key = _key_of(response, action, bucket, key_name)
    if key is not None:
        asked.append(_through_s3(action, key, bucket, f"arn:{bucket.partition}:s3:::{bucket_name}"))
    return asked


def _deletions(response: S3Response, bucket_name: str) -> list[Asked]:
    """Many objects in one call, each of which is asked for."""
    bucket = response.backend.get_bucket(bucket_name)
    policy = json.loads(bucket.policy) if bucket.policy else None
    given = xmltodict.parse(response.body)["Delete"]["Object"]
    return [
        Asked(
            f"s3:DeleteObject{'Version' if each.get('VersionId') else ''}",
            f"arn:{bucket.partition}:s3:::{bucket_name}/{each['Key']}",
            bucket.account_id,
            {"s3:TlsVersion": "1.3"},
            policy,
        )
        for each in (given if isinstance(given, list) else [given])
    ]


def _key_of(response: S3Response, action: str, bucket: Any, key_name: str) -> str | None:
    """The KMS key of an object that is read, or that a new one is encrypted with."""
    if action in ("s3:GetObject", "s3:GetObjectVersion"):
        stored = bucket.keys.get(key_name)
        encrypted = stored is not None and stored.encryption == "aws:kms"
        return stored.kms_key_id if encrypted else None
    if action != "s3:PutObject":
        return None
    named = response.headers.get("x-amz-server-side-encryption-aws-kms-key-id")
    if named or not bucket.encryption:
        return named
    default = bucket.encryption["Rule"]["ApplyServerSideEncryptionByDefault"]
    return default.get("KMSMasterKeyID")  # type: ignore[no-any-return]


def _through_s3(action: str, key_arn: str, bucket: Any, bucket_arn: str) -> Asked:
    """S3 asks KMS in the name of who asks S3; a Bucket Key's encryption context is the bucket's ARN."""
    _, _, _, region, account, key_id = key_arn.split(":", 5)
    key = kms_backends[account][region].keys[key_id.removeprefix("key/")]
    wanted = "kms:GenerateDataKey" if action == "s3:PutObject" else "kms:Decrypt"
    context = {
        "kms:ViaService": f"s3.{region}.amazonaws.com",
        "kms:EncryptionContext:aws:s3:arn": bucket_arn,
    }
    return _of_key(wanted, key, account, context)


def _kms(response: BaseResponse, action: str) -> list[Asked]:
    """https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html"""
    params, name = params_of(response), f"kms:{action}"
    requested = tags_in(params.get("Tags"), "TagKey", "TagValue")
    if action == "CreateKey":
        new = arn_in(response, "kms", "key/*")
        tagging = [ask(response, "kms:TagResource", new, requested)] if requested else []
        return [ask(response, name, "*", requested), *tagging]
    if action in ("ListAliases", "ListKeys"):
        return [ask(response, name, "*")]
    if action in ("CreateAlias", "DeleteAlias", "UpdateAlias"):
        alias = params["AliasName"]
        before = [] if action == "CreateAlias" else [_key(response, name, alias)]
        after = [_key(response, name, params["TargetKeyId"])] if "TargetKeyId" in params else []
        return [ask(response, name, arn_in(response, "kms", alias)), *before, *after]
    if "KeyId" not in params:
        return [Asked(name, None, response.current_account, {})]
    key = _key(response, name, params["KeyId"])
    key.context.update(tags_known(requested, "aws:RequestTag"))
    return [key]


def _key(response: BaseResponse, action: str, name: str) -> Asked:
    """A key that is asked for itself, by its id, its ARN or an alias."""
    account, region = response.current_account, response.region
    if name.startswith("arn:"):
        _, _, _, region, account, name = name.split(":", 5)
    backend = kms_backends[account][region]
    key = backend.keys.get(name.removeprefix("key/"))
    for each in backend.keys.values():
        key = each if name in each.aliases else key
    if key is None:
        return Asked(action, None, account, {}, policy_needed=True)
    pairs = params_of(response).get("EncryptionContext", {}).items()
    context = {f"kms:EncryptionContext:{k}": v for k, v in pairs}
    if name.startswith("alias/"):
        context["kms:RequestAlias"] = name
    return _of_key(action, key, account, context)


def _of_key(action: str, key: Key, account: str, context: dict[str, str]) -> Asked:
    policy: Document = json.loads(key.policy)
    listed = kms_backends[account][key.region].list_resource_tags(key.id)["Tags"]
    own = tags_known(tags_in(listed, "TagKey", "TagValue"), "aws:ResourceTag")
    known: dict[str, Values] = {**context, **own, "kms:ResourceAliases": list(key.aliases)}
    return Asked(action, key.arn, account, known, policy, policy_needed=True)
