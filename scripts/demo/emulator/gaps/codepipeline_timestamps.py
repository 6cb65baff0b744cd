"""GetPipeline and ListPipelines answer times in seconds; moto answers text, which the provider's SDK refuses."""

from typing import Any

from moto.codepipeline.models import CodePipeline
from moto.core.utils import unix_time


def install() -> None:
    CodePipeline.metadata = property(_metadata)  # type: ignore[assignment]


def _metadata(self: CodePipeline) -> dict[str, Any]:
    return {
        "pipelineArn": self._arn,
        "created": unix_time(self._created),
        "updated": unix_time(self._updated),
    }
