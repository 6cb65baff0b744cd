import type { Platform } from "../../lib/model/platform";
import { JOURNAL_WORKSPACE } from "../../lib/model/workspaces";
import { findToken } from "../../lib/promotion/hcp/find-token";
import { HcpClient } from "../../lib/promotion/hcp/hcp-client";
import { HcpRuns } from "../../lib/promotion/hcp/hcp-runs";
import { HcpStore } from "../../lib/promotion/journal/hcp-store";
import { UserError } from "../user-error";
import { processBegan, thisProcess } from "./this-process";

type CloudBackend = Extract<Platform["backend"], { readonly type: "cloud" }>;

export function hcpRuns(backend: CloudBackend, signal: AbortSignal | undefined): HcpRuns {
  const { organization, workspacePrefix } = backend;
  return new HcpRuns({ client: hcpClient(backend), organization, workspacePrefix, signal });
}

/** The journal is in a workspace beside the stacks'. */
export function hcpStore(backend: CloudBackend): HcpStore {
  const { organization, project, workspacePrefix } = backend;
  return new HcpStore({
    client: hcpClient(backend),
    organization,
    workspace: `${workspacePrefix}${JOURNAL_WORKSPACE}`,
    ...(project === undefined ? {} : { project }),
    holder: thisProcess(),
    processBegan,
  });
}

function hcpClient({ hostname }: CloudBackend): HcpClient {
  const token = findToken(hostname);
  if (token !== undefined) return new HcpClient({ hostname, token });
  throw new UserError(
    `there is no token for ${hostname}`,
    `run: terraform login ${hostname}; or give one in TF_TOKEN_${hostname.replaceAll("-", "__").replaceAll(".", "_")}`,
  );
}
