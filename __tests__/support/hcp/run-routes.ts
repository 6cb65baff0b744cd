import type { HcpOrganization } from "./hcp-organization";
import type { HcpRun } from "./hcp-run";
import { type Answer, type Asked, failed, many, one, posted } from "./json-api";
import { route, type Route } from "./route";

/** Configuration versions, and what is made of them. */
export function runRoutes(organization: HcpOrganization, origin: string): Route[] {
  const of = (work: (run: HcpRun, asked: Asked) => Answer) => (asked: Asked) => {
    const id = (asked.params[0] ?? "").replace(/^(plan|apply|polchk|ts)-/, "");
    const run = organization.runs.find((each) => each.id === id);
    return run === undefined ? failed(404) : work(run, asked);
  };
  const none = of((_run, { query }) => many([], query));
  return [
    ...configurationRoutes(organization, origin),
    route("POST", "/runs", (asked) => {
      const { attributes, relationships } = posted(asked);
      const workspace = organization.workspace(relationships.workspace?.data?.id ?? "");
      if (workspace === undefined) return failed(404);
      const configuration = relationships["configuration-version"]?.data?.id ?? "";
      return one(organization.startRun(workspace, configuration, attributes).asResource(), 201);
    }),
    route("GET", "/workspaces/:/runs", ({ params: [id], query }) =>
      many(
        organization.runs
          .filter(({ workspace }) => workspace.id === id)
          .map((run) => run.asResource()),
        query,
      ),
    ),
    route(
      "GET",
      "/runs/:",
      of((run) => ({
        body: {
          data: run.asResource(),
          included: [run.workspace.asResource(), run.partResource("plan", origin)],
        },
      })),
    ),
    route("GET", "/runs/:/run-events", none),
    route(
      "GET",
      "/runs/:/task-stages",
      of((run, { query }) => many(run.stageResources(), query)),
    ),
    route(
      "GET",
      "/task-stages/:/policy-evaluations",
      of((run, { query }) => many(run.evaluationResources(), query)),
    ),
    route(
      "GET",
      "/runs/:/policy-checks",
      of((run, { query }) => many(run.policyResources(), query)),
    ),
    route(
      "GET",
      "/policy-checks/:",
      of((run) => one(run.policyResource())),
    ),
    route(
      "GET",
      "/policy-checks/:/output",
      of(() => ({ text: "Sentinel Result: false\n" })),
    ),
    route(
      "POST",
      "/runs/:/comments",
      of((run, asked) => {
        run.comments.push(String(posted(asked).attributes.body));
        return { status: 201, body: { data: { id: organization.id("wsc"), type: "comments" } } };
      }),
    ),
    route(
      "POST",
      "/runs/:/actions/apply",
      of((run) => {
        if (!run.isConfirmable) return failed(409, "transition not allowed");
        if (run.workspace.lockedBy !== undefined) return failed(409, "workspace is locked");
        run.confirm();
        return { status: 202 };
      }),
    ),
    route(
      "POST",
      "/runs/:/actions/discard",
      of((run) => {
        if (!run.isConfirmable) return failed(409, "transition not allowed");
        run.status = "discarded";
        return { status: 202 };
      }),
    ),
    route(
      "GET",
      "/plans/:",
      of((run) => one(run.partResource("plan", origin))),
    ),
    route(
      "GET",
      "/plans/:/json-output",
      of((run) => ({ body: run.json })),
    ),
    route(
      "GET",
      "/plans/:/json-output-redacted",
      of((run) => ({ body: run.redacted })),
    ),
    route(
      "GET",
      "/applies/:",
      of((run) => one(run.partResource("apply", origin))),
    ),
  ];
}

function configurationRoutes(organization: HcpOrganization, origin: string): Route[] {
  const resource = (id: string) => ({
    id,
    type: "configuration-versions",
    attributes: {
      status: organization.configurations.get(id) === undefined ? "pending" : "uploaded",
      "upload-url": `${origin}/_files/configurations/${id}`,
      source: "tfe-api",
    },
  });
  return [
    route("POST", "/workspaces/:/configuration-versions", () => {
      const id = organization.id("cv");
      organization.configurations.set(id, undefined);
      return one(resource(id), 201);
    }),
    route("GET", "/configuration-versions/:", ({ params: [id = ""] }) =>
      organization.configurations.has(id) ? one(resource(id)) : failed(404),
    ),
  ];
}
