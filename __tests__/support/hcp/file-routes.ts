import type { HcpOrganization } from "./hcp-organization";
import { type Answer, failed } from "./json-api";
import { routeAt, type Route } from "./route";

/** Where files are put and fetched, by addresses that are secrets themselves. */
export function fileRoutes(organization: HcpOrganization): Route[] {
  const stateOf = (id: string | undefined) =>
    organization.workspaces.flatMap(({ states }) => states).find((each) => each.id === id);
  return [
    routeAt("PUT", "/_files/configurations/:", ({ params: [id = ""], body }) => {
      organization.unpack(id, body);
      return { status: 200 };
    }),
    routeAt("GET", "/_files/states/:", ({ params: [id] }) => {
      const found = stateOf(id);
      return found === undefined ? failed(404) : { text: found.text };
    }),
    routeAt("PUT", "/_files/states/:", ({ params: [id], body }) => {
      const found = stateOf(id);
      if (found === undefined) return failed(404);
      found.text = body.toString("utf8");
      return { status: 200 };
    }),
    routeAt("PUT", "/_files/json-states/:", () => ({ status: 200 })),
    routeAt("GET", "/_files/logs/:/:", ({ params: [part, id = ""], query }) =>
      logOf(organization, part === "apply" ? "apply" : "plan", id, query),
    ),
  ];
}

const [START, END] = ["\u0002", "\u0003"];

/** A log is read piece by piece, and has its end marked. */
function logOf(
  organization: HcpOrganization,
  part: "plan" | "apply",
  id: string,
  query: URLSearchParams,
): Answer {
  const run = organization.getRun(id);
  const ended = ["finished", "errored"].includes(run.parts[part]);
  const log = Buffer.from(`${START}${run.logs[part]}${ended ? END : ""}`);
  const offset = Number(query.get("offset") ?? 0);
  const limit = Number(query.get("limit") ?? log.length);
  return { text: log.subarray(offset, offset + limit).toString("utf8") };
}
