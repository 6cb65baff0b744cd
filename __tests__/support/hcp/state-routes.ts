import { type HcpOrganization, md5 } from "./hcp-organization";
import type { HcpWorkspace } from "./hcp-workspace";
import { type Answer, type Asked, failed, many, one, posted } from "./json-api";
import { route, type Route } from "./route";

/** Locks and state versions of workspaces. */
export function stateRoutes(organization: HcpOrganization, origin: string): Route[] {
  const of = (work: (workspace: HcpWorkspace, asked: Asked) => Answer) => (asked: Asked) => {
    const workspace = organization.workspace(asked.params[0] ?? "");
    return workspace === undefined ? failed(404) : work(workspace, asked);
  };
  return [
    route(
      "POST",
      "/workspaces/:/actions/lock",
      of((workspace, asked) => {
        if (workspace.lockedBy !== undefined)
          return failed(409, "Unable to lock workspace. The workspace is already locked.");
        const { reason } = JSON.parse(asked.body.toString() || "{}") as {
          readonly reason?: string;
        };
        workspace.lockedBy = asked.token;
        workspace.lockReason = reason ?? "";
        return one(workspace.asResource());
      }),
    ),
    route(
      "POST",
      "/workspaces/:/actions/unlock",
      of((workspace, { token }) => {
        if (workspace.lockedBy !== token)
          return failed(409, "Unable to unlock workspace. It is locked by somebody else.");
        workspace.lockedBy = undefined;
        workspace.lockReason = "";
        return one(workspace.asResource());
      }),
    ),
    route(
      "POST",
      "/workspaces/:/actions/force-unlock",
      of((workspace) => {
        workspace.lockedBy = undefined;
        workspace.lockReason = "";
        return one(workspace.asResource());
      }),
    ),
    route(
      "GET",
      "/workspaces/:/current-state-version",
      of((workspace) =>
        workspace.state === undefined
          ? failed(404)
          : one(workspace.stateResource(workspace.state, origin)),
      ),
    ),
    route(
      "GET",
      "/workspaces/:/state-versions",
      of((workspace, { query }) =>
        many(
          workspace.states.map((each) => workspace.stateResource(each, origin)),
          query,
        ),
      ),
    ),
    // Whoever puts the content where it was told asks for what became of it.
    route("GET", "/state-versions/:", ({ params: [id] }) => {
      for (const workspace of organization.workspaces) {
        const found = workspace.states.find((each) => each.id === id);
        if (found !== undefined) return one(workspace.stateResource(found, origin));
      }
      return failed(404);
    }),
    route(
      "POST",
      "/workspaces/:/state-versions",
      of((workspace, asked) => createState(organization, workspace, asked, origin)),
    ),
  ];
}

/** https://developer.hashicorp.com/terraform/cloud-docs/api-docs/state-versions#create-a-state-version */
function createState(
  organization: HcpOrganization,
  workspace: HcpWorkspace,
  asked: Asked,
  origin: string,
): Answer {
  const { attributes } = posted(asked);
  const serial = Number(attributes.serial);
  if (workspace.lockedBy !== asked.token)
    return failed(409, "The workspace must be locked by who creates a state version.");
  if (workspace.state !== undefined && workspace.state.serial >= serial)
    return failed(409, "A state version with that serial, or a later one, exists.");
  if (typeof attributes.state === "string") {
    const text = Buffer.from(attributes.state, "base64").toString("utf8");
    if (md5(text) !== attributes.md5) return failed(422, "md5 does not match the state");
    organization.addState(workspace, text);
  } else workspace.states.push({ id: organization.id("sv"), serial, text: "" });
  const { state } = workspace;
  return state === undefined ? failed(422) : one(workspace.stateResource(state, origin), 201);
}
