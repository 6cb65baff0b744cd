"""What moto lacks for what we generate, one module a gap; each has install().

Each fills in what AWS documents. None of them makes the emulator take what AWS would refuse.
"""

from importlib import import_module

NAMES = (
    "cloudtrail_logging_by_arn",
    "codebuild_projects",
    "codepipeline_executions",
    "codepipeline_timestamps",
    "codestar_connections",
    "iam_any_resource",
    "iam_decisions",
    "iam_enforcement",
    "s3_logging_policies",
    "sso_portal",
    "ssoadmin_arns",
    "ssoadmin_permissions_boundary",
    "ssoadmin_provisioning",
    "ssoadmin_roles",
    "ssoadmin_tags",
)


def install() -> None:
    for name in NAMES:
        import_module(f"{__name__}.{name}").install()
