/** A policy statement as JSON. */
export type RawStatement = Readonly<Record<string, unknown>>;

export interface StatementMutation {
  /** What is done, such as `drop condition StringEquals aws:SourceAccount`; alike for like statements. */
  readonly kind: string;
  /** None where the statement is taken out. */
  readonly statement: RawStatement | undefined;
}

/** Every way in which a slip of the generator would loosen a statement. */
export function mutateStatement(statement: RawStatement): StatementMutation[] {
  const shared = [...looserConditions(statement), ...otherPrincipals(statement)];
  return statement["Effect"] === "Deny"
    ? [{ kind: "drop the deny", statement: undefined }, ...shared, ...narrowerDenies(statement)]
    : [...shared, ...widerAllows(statement)];
}

/** For an allow a missing condition is wider; a deny is made so narrow that it never applies. */
function looserConditions(statement: RawStatement): StatementMutation[] {
  const conditions = (statement["Condition"] ?? {}) as Record<string, Record<string, unknown>>;
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.keys(keys).flatMap((key) => {
      const label = `${operator} ${key}`;
      if (statement["Effect"] === "Deny") {
        const never = {
          ...conditions,
          StringEquals: { ...conditions["StringEquals"], [key]: "-" },
        };
        return [{ kind: `never fulfil ${label}`, statement: { ...statement, Condition: never } }];
      }
      const loosened = [
        { kind: `drop condition ${label}`, conditions: without(conditions, operator, key) },
      ];
      if (/^(String|Arn)(Equals|Like)$/.test(operator)) {
        const like = operator.startsWith("Arn") ? "ArnLike" : "StringLike";
        const rest = without(conditions, operator, key);
        const anything = operator.startsWith("Arn") ? ANY_ARN : "*";
        const any = { ...rest, [like]: { ...rest[like], [key]: anything } };
        loosened.push({ kind: `any value of ${label}`, conditions: any });
        const exists = `${operator}IfExists`;
        const optional = { ...rest, [exists]: { ...rest[exists], [key]: keys[key] } };
        loosened.push({ kind: `optional ${label}`, conditions: optional });
      }
      if (operator.startsWith("ForAnyValue:")) {
        const rest = without(conditions, operator, key);
        const all = operator.replace("ForAnyValue", "ForAllValues");
        loosened.push({
          kind: `ForAllValues in place of ${label}`,
          conditions: { ...rest, [all]: { ...rest[all], [key]: keys[key] } },
        });
      }
      return loosened.map(({ kind, conditions: loose }) => ({
        kind,
        statement: withConditions(statement, loose),
      }));
    }),
  );
}

/** The parts of an ARN are compared one by one, so that `*` alone is none. */
const ANY_ARN = "arn:*:*:*:*:*";

function otherPrincipals(statement: RawStatement): StatementMutation[] {
  const principal = statement["Principal"];
  if (principal === undefined || statement["Effect"] === "Deny") return [];
  const [type] = typeof principal === "object" ? Object.keys(principal as object) : [];
  // `{ "AWS": "*" }` and `"*"` mean the same.
  const isEverybody = JSON.stringify(principal) === JSON.stringify({ AWS: "*" });
  const others: [string, unknown][] = [
    ...(isEverybody ? [] : [["trust everybody", "*"] satisfies [string, unknown]]),
    ["trust another organisation's account", { AWS: "arn:aws:iam::999999999999:root" }],
  ];
  if (type === "Service") others.push(["trust another service", { Service: "ec2.amazonaws.com" }]);
  if (type === "Federated") {
    const provider = "arn:aws:iam::999999999999:saml-provider/Other";
    others.push(["trust another provider", { Federated: provider }]);
  }
  return others.map(([kind, other]) => ({ kind, statement: { ...statement, Principal: other } }));
}

function widerAllows(statement: RawStatement): StatementMutation[] {
  const found: StatementMutation[] = [];
  const actions = listOf(statement["Action"]);
  for (const service of new Set(actions.map((action) => action.split(":")[0] ?? ""))) {
    const action = [...actions, `${service}:*`];
    found.push({ kind: `allow ${service}:*`, statement: { ...statement, Action: action } });
  }
  if (actions.length > 0 && !actions.includes("*"))
    found.push({ kind: "allow every action", statement: { ...statement, Action: "*" } });
  const resources = listOf(statement["Resource"]);
  if (resources.length > 0 && !resources.includes("*")) {
    found.push({ kind: "allow on every resource", statement: { ...statement, Resource: "*" } });
    for (const [kind, widen] of WIDER) {
      const wider = resources.map(widen);
      if (wider.join() !== resources.join())
        found.push({ kind, statement: { ...statement, Resource: wider } });
    }
  }
  return found;
}

const WIDER: readonly [string, (arn: string) => string][] = [
  ["allow on the resources of every account", (arn) => arn.replace(/:\d{12}:/, ":*:")],
  ["allow on every resource of the kind", (arn) => arn.replace(/(?<=[:/])[^:/*]+(?:\/\*)?$/, "*")],
];

function narrowerDenies(statement: RawStatement): StatementMutation[] {
  const found: StatementMutation[] = [];
  for (const element of ["Action", "Resource"]) {
    const items = listOf(statement[element]);
    if (items.length < 2) continue;
    for (const item of items) {
      const rest = items.filter((other) => other !== item);
      const kind = `deny without ${element.toLowerCase()} ${item.replace(/\d{12}/g, "…")}`;
      found.push({ kind, statement: { ...statement, [element]: rest } });
    }
  }
  const spared = listOf(statement["NotAction"]);
  for (const service of new Set(spared.map((action) => action.split(":")[0] ?? ""))) {
    const all = [...spared, `${service}:*`];
    found.push({ kind: `deny all but ${service}:*`, statement: { ...statement, NotAction: all } });
  }
  if (statement["NotResource"] !== undefined) {
    const { NotResource: _, ...rest } = statement;
    const nowhere = { ...rest, Resource: "arn:aws:s3:::nowhere" };
    found.push({ kind: "deny nowhere", statement: nowhere });
  }
  return found;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function without(conditions: Conditions, operator: string, key: string): Conditions {
  const { [key]: _, ...kept } = conditions[operator] ?? {};
  const { [operator]: __, ...others } = conditions;
  return Object.keys(kept).length === 0 ? others : { ...others, [operator]: kept };
}

function withConditions(statement: RawStatement, conditions: Conditions): RawStatement {
  const { Condition: _, ...rest } = statement;
  return Object.keys(conditions).length === 0 ? rest : { ...rest, Condition: conditions };
}

function listOf(value: unknown): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as string[]) : [value as string];
}
