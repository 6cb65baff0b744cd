type Values = Readonly<Record<string, unknown>>;

/** What was parsed from JSON is looked at through these alone: nothing of its shape is taken for granted. */
export function isRecord(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function recordIn(value: unknown): Values {
  return isRecord(value) ? value : NOTHING;
}

const NOTHING: Values = Object.freeze({});

/** Nested blocks: Terraform's JSON has one of them as an object, several as a list. */
export function blocksIn(value: unknown): readonly Values[] {
  if (Array.isArray(value)) return value.filter(isRecord);
  return isRecord(value) ? [value] : [];
}

export function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function stringIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Terraform writes what isn't set as null or as empty text, depending on the file. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
