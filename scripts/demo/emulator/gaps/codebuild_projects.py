"""CodeBuild projects as pipelines use them.

moto demands a location of the source and of the artifacts, which CODEPIPELINE has not; keeps no encryption key and
nothing else that it doesn't know; can't update a project; and deletes none by its ARN, which is what the provider sends.
"""

import json
from typing import Any

from moto.codebuild import responses
from moto.codebuild.exceptions import ResourceNotFoundException
from moto.codebuild.models import CodeBuildBackend
from moto.codebuild.responses import CodeBuildResponse
from moto.core.utils import unix_time

WITHOUT_LOCATION = {"CODEPIPELINE", "NO_SOURCE"}


def install() -> None:
    _locations_only_where_there_are_some("_validate_required_params_source")
    _locations_only_where_there_are_some("_validate_required_params_artifacts")
    create = CodeBuildResponse.create_project

    def create_project(self: CodeBuildResponse) -> str:
        create(self)
        return _keep(self)

    CodeBuildResponse.create_project = create_project  # type: ignore[method-assign]
    CodeBuildResponse.update_project = _keep  # type: ignore[attr-defined]
    delete = CodeBuildBackend.delete_project

    def delete_project(self: CodeBuildBackend, project_name: str) -> None:
        delete(self, project_name.rpartition(":project/")[2])

    CodeBuildBackend.delete_project = delete_project  # type: ignore[method-assign]


def _locations_only_where_there_are_some(name: str) -> None:
    validate = getattr(responses, name)

    def validate_location(given: dict[str, Any]) -> None:
        has_none = given.get("type") in WITHOUT_LOCATION
        validate({**given, "location": "none"} if has_none else given)

    setattr(responses, name, validate_location)


def _keep(self: CodeBuildResponse) -> str:
    """Keeps what was put as it was put; an update leaves what it doesn't name."""
    put: dict[str, Any] = json.loads(self.body)
    project = self.codebuild_backend.codebuild_projects.get(put["name"])
    if project is None:
        raise ResourceNotFoundException(f"Project cannot be found: {put['name']}")
    project.project_metadata.update(put, lastModifiedDate=unix_time())
    return json.dumps({"project": project.project_metadata})
