"""StartLogging and StopLogging take a trail's name or its ARN, and the provider sends the ARN; moto knows the name."""

from moto.cloudtrail.models import CloudTrailBackend


def install() -> None:
    for action in ("start_logging", "stop_logging"):
        _by_name(action)


def _by_name(action: str) -> None:
    by_name = getattr(CloudTrailBackend, action)

    def by_name_or_arn(self: CloudTrailBackend, name: str) -> None:
        by_name(self, name.rpartition(":trail/")[2])

    setattr(CloudTrailBackend, action, by_name_or_arn)
