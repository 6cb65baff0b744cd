import type { HcpOrganization } from "./hcp-organization";
import { PROJECT } from "./hcp-organization";
import { type Answer, type Asked, failed, many, one, posted, type Resource } from "./json-api";
import { route, routeAt, type Route } from "./route";

const ENTITLEMENTS = ["operations", "state-storage", "private-module-registry", "sentinel"];

/** The organisation, its project and its workspaces. */
export function organizationRoutes(organization: HcpOrganization): Route[] {
  const { name } = organization;
  const own = (work: (asked: Asked) => Answer) => (asked: Asked) =>
    asked.params[0] === name ? work(asked) : failed(404);
  const project: Resource = { id: PROJECT, type: "projects", attributes: { name: "Platform" } };
  return [
    routeAt("GET", "/.well-known/terraform.json", () => ({
      headers: { "Content-Type": "application/json" },
      body: { "tfe.v2": "/api/v2/", "tfe.v2.1": "/api/v2/", "tfe.v2.2": "/api/v2/" },
    })),
    route("GET", "/ping", () => ({ status: 204 })),
    route(
      "GET",
      "/organizations/:",
      own(() => one(organizationResource(name))),
    ),
    route(
      "GET",
      "/organizations/:/entitlement-set",
      own(() => one(entitlements())),
    ),
    route(
      "GET",
      "/organizations/:/projects",
      own(({ query }) => many([project], query)),
    ),
    route(
      "GET",
      "/organizations/:/workspaces",
      own(({ query }) =>
        many(
          organization.workspaces.map((each) => each.asResource()),
          query,
        ),
      ),
    ),
    route(
      "GET",
      "/organizations/:/workspaces/:",
      own(({ params: [, workspace = ""] }) => {
        const found = organization.workspace(workspace);
        return found === undefined ? failed(404) : one(found.asResource());
      }),
    ),
    route(
      "POST",
      "/organizations/:/workspaces",
      own((asked) => create(organization, asked)),
    ),
    route(
      "GET",
      "/organizations/:/runs/queue",
      own(({ query }) => many([], query)),
    ),
    route("GET", "/workspaces/:", ({ params: [id = ""] }) => {
      const found = organization.workspace(id);
      return found === undefined ? failed(404) : one(found.asResource());
    }),
  ];
}

function create(organization: HcpOrganization, asked: Asked): Answer {
  const { attributes } = posted(asked);
  const name = String(attributes.name);
  if (organization.workspace(name) !== undefined) return failed(422, "Name has already been taken");
  const workspace = organization.addWorkspace(name);
  const mode = attributes["execution-mode"];
  if (typeof mode === "string") workspace.executionMode = mode;
  return one(workspace.asResource(), 201);
}

function organizationResource(name: string): Resource {
  return {
    id: name,
    type: "organizations",
    attributes: { name, "default-execution-mode": "remote" },
  };
}

function entitlements(): Resource {
  const attributes = Object.fromEntries(ENTITLEMENTS.map((each) => [each, true]));
  return { id: "org-1", type: "entitlement-sets", attributes };
}
