import { Refusal } from "../refusal";

interface Answer {
  readonly hostname: string;
  readonly status: number;
  /** What the API says about it. */
  readonly detail: string;
  /** What was asked for, for people: `the workspace gatehouse-tooling`. */
  readonly what: string;
}

/** The API said no. */
export class HcpFailure extends Refusal {
  readonly status: number;

  constructor({ hostname, status, detail, what }: Answer) {
    const said = detail === "" ? "" : `: ${detail}`;
    super(`${hostname} answers ${status} for ${what}${said}`, fixOf(hostname, status));
    this.status = status;
  }
}

function fixOf(hostname: string, status: number): string {
  switch (status) {
    case 401:
      return `give a token that holds: terraform login ${hostname}`;
    case 403:
      return "use a token of somebody who may read and apply runs in these workspaces";
    case 404:
      return "check the backend's organization, project and workspacePrefix, and that the token may see them: what it may not see is told as not there";
    case 409:
      return "wait for who holds it, or unlock the workspace if nobody is at it any more";
    case 422:
      return "mend what it says";
    case 429:
      return "wait, or promote with fewer --processes: the limit is 30 requests a second";
    default:
      return "try again later; see https://status.hashicorp.com for HCP Terraform";
  }
}
