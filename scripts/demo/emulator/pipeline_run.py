"""How executions go through a pipeline: each stage's actions by their run order, up to what somebody has to decide.

What CodePipeline would have others do (fetch, build, deploy) succeeds at once and does nothing.
https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from moto.core.exceptions import JsonRESTError
from moto.core.utils import unix_time

Pipeline = dict[str, Any]


@dataclass
class Execution:
    id: str
    version: int
    trigger: dict[str, str]
    variables: list[dict[str, str]]
    status: str = "InProgress"
    started: float = field(default_factory=unix_time)
    updated: float = field(default_factory=unix_time)
    # Of a rollback: the stage, and the execution that it goes back to.
    rollback: dict[str, str] | None = None


@dataclass
class ActionRun:
    execution: str
    status: str
    by: str
    token: str | None = None
    summary: str | None = None
    id: str = field(default_factory=lambda: str(uuid4()))
    changed: float = field(default_factory=unix_time)


@dataclass
class StageRun:
    execution: Execution | None = None
    status: str = "InProgress"
    actions: dict[str, ActionRun] = field(default_factory=dict)
    # What waits at a gate that is closed.
    waiting: Execution | None = None
    gate: dict[str, Any] = field(default_factory=lambda: {"enabled": True})


class PipelineRun:
    """All that is known of a pipeline beside its structure."""

    def __init__(self) -> None:
        self.executions: dict[str, Execution] = {}
        self.stages: dict[str, StageRun] = {}

    def stage(self, pipeline: Pipeline, name: str) -> StageRun:
        if name not in [stage["name"] for stage in pipeline["stages"]]:
            raise JsonRESTError("StageNotFoundException", f"No stage {name} in {pipeline['name']}")
        return self.stages.setdefault(name, StageRun())

    def execution(self, execution_id: str) -> Execution:
        if execution_id not in self.executions:
            raise JsonRESTError(
                "PipelineExecutionNotFoundException", f"No execution {execution_id}"
            )
        return self.executions[execution_id]

    def start(self, pipeline: Pipeline, variables: list[dict[str, str]], by: str) -> Execution:
        given = {each["name"]: each["value"] for each in variables}
        declared = {each["name"]: each.get("defaultValue") for each in pipeline.get("variables", [])}
        resolved = {name: given.get(name, default) for name, default in declared.items()}
        for name in [*(given.keys() - declared.keys()), *(n for n, v in resolved.items() if v is None)]:
            raise JsonRESTError("InvalidVariableException", f"variable {name} isn't as declared")
        execution = Execution(
            str(uuid4()),
            pipeline["version"],
            {"triggerType": "StartPipelineExecution", "triggerDetail": by},
            [{"name": name, "resolvedValue": str(value)} for name, value in resolved.items()],
        )
        self.executions[execution.id] = execution
        self.enter(pipeline, 0, execution, by)
        return execution

    def enter(self, pipeline: Pipeline, index: int, execution: Execution, by: str) -> None:
        """Goes on from the stage of that index until something has to be decided, or the end."""
        if index == len(pipeline["stages"]):
            self.end(execution, "Succeeded")
            return
        run = self.stage(pipeline, pipeline["stages"][index]["name"])
        if index > 0 and not run.gate["enabled"]:
            if run.waiting is not None:
                self.end(run.waiting, "Superseded")
            run.waiting = execution
            return
        occupied = run.execution is not None and run.execution.status == "InProgress"
        if occupied and run.status == "InProgress" and run.execution is not execution:
            # A stage holds one execution; the next waits before it, and supersedes who waited.
            if run.waiting is not None:
                self.end(run.waiting, "Superseded")
            run.waiting = execution
            return
        run.execution, run.status, run.waiting, run.actions = execution, "InProgress", None, {}
        self.work(pipeline, index, by)

    def work(self, pipeline: Pipeline, index: int, by: str) -> None:
        stage = pipeline["stages"][index]
        run = self.stages[stage["name"]]
        execution = run.execution
        assert execution is not None
        for order in sorted({action["runOrder"] for action in stage["actions"]}):
            undecided = False
            for action in (each for each in stage["actions"] if each["runOrder"] == order):
                is_approval = action["actionTypeId"]["category"] == "Approval"
                done = run.actions.get(action["name"])
                if done is None and is_approval:
                    done = ActionRun(execution.id, "InProgress", by, token=str(uuid4()))
                run.actions[action["name"]] = done or ActionRun(execution.id, "Succeeded", by)
                undecided = undecided or (done is not None and done.status == "InProgress")
            if undecided:
                return
        run.status = "Succeeded"
        execution.updated = unix_time()
        waiting, run.waiting = run.waiting, None
        if execution.rollback is not None:
            self.end(execution, "Succeeded")
        else:
            self.enter(pipeline, index + 1, execution, by)
        if waiting is not None:
            self.enter(pipeline, index, waiting, by)

    def end(self, execution: Execution, status: str) -> None:
        execution.status = status
        execution.updated = unix_time()
