"""What people do with pipelines: moto keeps a pipeline's structure, and knows no execution, approval or transition."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from moto.codepipeline.models import CodePipelineBackend
from moto.codepipeline.responses import CodePipelineResponse
from moto.core.exceptions import JsonRESTError
from moto.core.utils import unix_time
from moto.sts.models import sts_backends
from pipeline_run import Execution, PipelineRun
from pipeline_state import describe_execution, describe_state, summarize_execution


def install() -> None:
    for answer in (
        start_pipeline_execution,
        get_pipeline_state,
        get_pipeline_execution,
        list_pipeline_executions,
        stop_pipeline_execution,
        retry_stage_execution,
        rollback_stage,
        put_approval_result,
        disable_stage_transition,
        enable_stage_transition,
    ):
        setattr(CodePipelineResponse, answer.__name__, _answering(answer))


Params = dict[str, Any]


class Asked:
    """A call's pipeline, what runs in it, and who calls."""

    def __init__(self, response: CodePipelineResponse, params: Params):
        backend = response.codepipeline_backend
        self.name: str = params.get("pipelineName") or params["name"]
        self.structure, self.metadata = backend.get_pipeline(self.name)
        self.run = _run_of(backend, self.name)
        partition = backend.partition
        caller = sts_backends[response.current_account][partition]
        _, self.by, _ = caller.get_caller_identity(response.get_access_key(), response.region)

    def index(self, stage: str) -> int:
        self.run.stage(self.structure, stage)
        return [each["name"] for each in self.structure["stages"]].index(stage)


def _run_of(backend: CodePipelineBackend, name: str) -> PipelineRun:
    # A pipeline made anew under its name is another one.
    pipeline = backend.pipelines[name]
    if not hasattr(pipeline, "run"):
        pipeline.run = PipelineRun()  # type: ignore[attr-defined]
    return pipeline.run  # type: ignore[attr-defined]


def _answering(answer: Callable[[Asked, Params], Params]) -> Callable[[CodePipelineResponse], str]:
    def method(self: CodePipelineResponse) -> str:
        params: Params = json.loads(self.body)
        return json.dumps(answer(Asked(self, params), params))

    return method


def start_pipeline_execution(asked: Asked, params: Params) -> Params:
    execution = asked.run.start(asked.structure, params.get("variables", []), asked.by)
    return {"pipelineExecutionId": execution.id}


def get_pipeline_state(asked: Asked, _params: Params) -> Params:
    return describe_state(asked.structure, asked.metadata, asked.run)


def get_pipeline_execution(asked: Asked, params: Params) -> Params:
    execution = asked.run.execution(params["pipelineExecutionId"])
    return {"pipelineExecution": describe_execution(asked.name, execution)}


def list_pipeline_executions(asked: Asked, _params: Params) -> Params:
    newest_first = reversed(asked.run.executions.values())
    return {"pipelineExecutionSummaries": [summarize_execution(each) for each in newest_first]}


def stop_pipeline_execution(asked: Asked, params: Params) -> Params:
    execution = asked.run.execution(params["pipelineExecutionId"])
    if execution.status != "InProgress":
        raise JsonRESTError("PipelineExecutionNotStoppableException", f"it is {execution.status}")
    asked.run.end(execution, "Stopped")
    for stage in asked.run.stages.values():
        if stage.waiting is execution:
            stage.waiting = None
        if stage.execution is execution and stage.status == "InProgress":
            stage.status = "Stopped"
            for action in stage.actions.values():
                if action.status == "InProgress":
                    action.status, action.token = "Abandoned", None
    return {"pipelineExecutionId": execution.id}


def retry_stage_execution(asked: Asked, params: Params) -> Params:
    index = asked.index(params["stageName"])
    stage = asked.run.stages[params["stageName"]]
    execution = asked.run.execution(params["pipelineExecutionId"])
    if stage.execution is not execution or stage.status not in ("Failed", "Stopped"):
        raise JsonRESTError("StageNotRetryableException", f"Stage {params['stageName']} hasn't failed")
    execution.status, stage.status = "InProgress", "InProgress"
    failed_only = params["retryMode"] == "FAILED_ACTIONS"
    kept = {n: a for n, a in stage.actions.items() if failed_only and a.status == "Succeeded"}
    stage.actions = kept
    asked.run.work(asked.structure, index, asked.by)
    return {"pipelineExecutionId": execution.id}


def rollback_stage(asked: Asked, params: Params) -> Params:
    index = asked.index(params["stageName"])
    target = asked.run.execution(params["targetPipelineExecutionId"])
    execution = Execution(
        str(uuid4()),
        asked.structure["version"],
        {"triggerType": "ManualRollback", "triggerDetail": asked.by},
        target.variables,
        rollback={"stageName": params["stageName"], "rollbackTargetPipelineExecutionId": target.id},
    )
    asked.run.executions[execution.id] = execution
    asked.run.enter(asked.structure, index, execution, asked.by)
    return {"pipelineExecutionId": execution.id}


def put_approval_result(asked: Asked, params: Params) -> Params:
    index = asked.index(params["stageName"])
    stage = asked.run.stages[params["stageName"]]
    action = stage.actions.get(params["actionName"])
    if action is None:
        raise JsonRESTError("ActionNotFoundException", f"No approval {params['actionName']} waits")
    if action.status != "InProgress":
        raise JsonRESTError("ApprovalAlreadyCompletedException", f"It is {action.status} already")
    # The token says which execution was looked at before it was approved.
    if action.token != params["token"]:
        raise JsonRESTError("InvalidApprovalTokenException", "The token isn't that of what waits")
    result = params["result"]
    action.token, action.by, action.changed = None, asked.by, unix_time()
    action.summary = result["summary"]
    if result["status"] == "Approved":
        action.status = "Succeeded"
        asked.run.work(asked.structure, index, asked.by)
    else:
        action.status, stage.status = "Failed", "Failed"
        assert stage.execution is not None
        asked.run.end(stage.execution, "Failed")
    return {"approvedAt": action.changed}


def disable_stage_transition(asked: Asked, params: Params) -> Params:
    asked.run.stage(asked.structure, params["stageName"]).gate = {
        "enabled": False,
        "disabledReason": params["reason"],
        "lastChangedBy": asked.by,
        "lastChangedAt": unix_time(),
    }
    return {}


def enable_stage_transition(asked: Asked, params: Params) -> Params:
    stage = asked.run.stage(asked.structure, params["stageName"])
    stage.gate = {"enabled": True, "lastChangedBy": asked.by, "lastChangedAt": unix_time()}
    waiting, stage.waiting = stage.waiting, None
    if waiting is not None:
        asked.run.enter(asked.structure, asked.index(params["stageName"]), waiting, asked.by)
    return {}
