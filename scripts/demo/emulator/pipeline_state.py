"""How executions and their state are told: the shapes of GetPipelineState and GetPipelineExecution."""

from typing import Any

from pipeline_run import ActionRun, Execution, PipelineRun, StageRun

Described = dict[str, Any]


def describe_state(pipeline: Described, metadata: Described, run: PipelineRun) -> Described:
    return {
        "pipelineName": pipeline["name"],
        "pipelineVersion": pipeline["version"],
        "stageStates": [
            _stage(stage, run.stages.get(stage["name"], StageRun())) for stage in pipeline["stages"]
        ],
        "created": metadata["created"],
        "updated": metadata["updated"],
    }


def _stage(stage: Described, run: StageRun) -> Described:
    state: Described = {
        "stageName": stage["name"],
        "inboundTransitionState": run.gate,
        "actionStates": [
            _action(action["name"], run.actions.get(action["name"])) for action in stage["actions"]
        ],
    }
    if run.waiting is not None:
        state["inboundExecution"] = {
            "pipelineExecutionId": run.waiting.id,
            "status": run.waiting.status,
        }
    if run.execution is not None:
        state["latestExecution"] = {
            "pipelineExecutionId": run.execution.id,
            "status": run.status,
            "type": "STANDARD" if run.execution.rollback is None else "ROLLBACK",
        }
    return state


def _action(name: str, run: ActionRun | None) -> Described:
    if run is None:
        return {"actionName": name}
    latest = {
        "actionExecutionId": run.id,
        "status": run.status,
        "summary": run.summary,
        "token": run.token,
        "lastStatusChange": run.changed,
        "lastUpdatedBy": run.by,
    }
    return {"actionName": name, "latestExecution": _given(latest)}


def describe_execution(pipeline: str, execution: Execution) -> Described:
    return _given(
        {
            "pipelineName": pipeline,
            "pipelineVersion": execution.version,
            "pipelineExecutionId": execution.id,
            "status": execution.status,
            "trigger": execution.trigger,
            "variables": execution.variables or None,
            "executionType": "STANDARD" if execution.rollback is None else "ROLLBACK",
            "rollbackMetadata": _target(execution),
        }
    )


def summarize_execution(execution: Execution) -> Described:
    return _given(
        {
            "pipelineExecutionId": execution.id,
            "status": execution.status,
            "startTime": execution.started,
            "lastUpdateTime": execution.updated,
            "trigger": execution.trigger,
            "executionType": "STANDARD" if execution.rollback is None else "ROLLBACK",
            "rollbackMetadata": _target(execution),
        }
    )


def _target(execution: Execution) -> Described | None:
    if execution.rollback is None:
        return None
    key = "rollbackTargetPipelineExecutionId"
    return {key: execution.rollback[key]}


def _given(described: Described) -> Described:
    return {key: value for key, value in described.items() if value is not None}
