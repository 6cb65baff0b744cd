import { fileRoutes } from "./file-routes";
import type { HcpOrganization } from "./hcp-organization";
import { organizationRoutes } from "./organization-routes";
import { runRoutes } from "./run-routes";
import { stateRoutes } from "./state-routes";
import type { Route } from "./route";

/** All that is answered. */
export function routesOf(organization: HcpOrganization, origin: string): Route[] {
  return [
    ...organizationRoutes(organization),
    ...stateRoutes(organization, origin),
    ...runRoutes(organization, origin),
    ...fileRoutes(organization),
  ];
}
