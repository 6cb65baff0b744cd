import { isSet } from "../terraform/json-value";
import { known } from "../terraform/text";
import type { LazyPolicy } from "./policy-shelf";
import type { PlacedBlock, Reading } from "./reading";
import { UNKNOWN_POLICY_KEY } from "./unknown-policy";

/** The statements that `aws_lambda_permission`s put together to each function's policy. */
export function lambdaPolicies(
  reading: Reading,
  placed: (block: PlacedBlock, name: string) => string,
): ReadonlyMap<string, LazyPolicy> {
  const byFunction = new Map<
    string,
    { readonly first: PlacedBlock; readonly statements: object[] }
  >();
  for (const block of reading.placed("aws_lambda_permission")) {
    const of = reading.need(block, "function_name", "any function may have this permission");
    const id = placed(block, of ?? ANY);
    const entry = byFunction.get(id) ?? { first: block, statements: [] };
    byFunction.set(id, entry);
    entry.statements.push(statementOf(reading, block));
  }
  return new Map(
    [...byFunction].map(([id, { first, statements }]) => {
      const document = JSON.stringify({ Version: "2008-10-17", Statement: statements });
      return [id, reading.shelf.shelve(first, "function policy", known(document), "resource")];
    }),
  );
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
function statementOf({ resolver }: Reading, block: PlacedBlock): object {
  const get = (name: string) => resolver.find(block, name);
  const principal = get("principal");
  const given = (condition: object | undefined) => condition ?? {};
  const sourceArn = get("source_arn");
  const sourceAccount = get("source_account");
  const organization = get("principal_org_id");
  const equals = {
    ...given(sourceAccount === undefined ? undefined : { "AWS:SourceAccount": sourceAccount }),
    ...given(organization === undefined ? undefined : { "aws:PrincipalOrgID": organization }),
  };
  // A condition that is set but isn't known leaves the statement open.
  const open =
    principal === undefined ||
    get("function_name") === undefined ||
    UNREAD.some((name) => isSet(block.values[name])) ||
    CONDITIONS.some((name) => isSet(block.values[name]) && get(name) === undefined);
  return {
    Effect: "Allow",
    Principal: principalOf(principal),
    Action: get("action") ?? "lambda:*",
    Resource: "*",
    Condition: {
      ...given(sourceArn === undefined ? undefined : { ArnLike: { "AWS:SourceArn": sourceArn } }),
      ...given(Object.keys(equals).length === 0 ? undefined : { StringEquals: equals }),
      ...given(open ? { StringLike: { [UNKNOWN_POLICY_KEY]: block.address } } : undefined),
    },
  };
}

const CONDITIONS = ["source_arn", "source_account", "principal_org_id", "action"];

/** Conditions of other kinds, which narrow the permission in ways that aren't modelled. */
const UNREAD = ["event_source_token", "function_url_auth_type", "qualifier"];

const ANY = "*";

function principalOf(principal: string | undefined): unknown {
  if (principal === undefined || principal === "*") return "*";
  return /^(\d{12}|arn:.*)$/.test(principal) ? { AWS: principal } : { Service: principal };
}
