import { schemaOfTypes } from "../../../../scripts/demo/provider/schema-of-types";

/** A field of protocol buffers: its tag, its length, what it holds. */
function field(number: number, content: Buffer): Buffer {
  const length: number[] = [];
  let rest = content.length;
  for (; rest > 127; rest >>>= 7) length.push((rest & 127) | 128);
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length, rest]), content]);
}

const entry = (map: number, type: string, schema: string): Buffer =>
  field(map, Buffer.concat([field(1, Buffer.from(type)), field(2, Buffer.from(schema))]));

function message(...fields: readonly Buffer[]) {
  const content = Buffer.concat(fields);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(content.length, 1);
  return { headers: {}, body: Buffer.concat([prefix, content]), trailers: { "grpc-status": "0" } };
}

const PROVIDER = field(1, Buffer.from("the provider's own arguments"));
const ROLE = entry(2, "aws_iam_role", "r".repeat(300));
const ROLE_DATA = entry(3, "aws_iam_role", "d");
const QUEUE = entry(2, "aws_sqs_queue", "q".repeat(70_000));
const FUNCTION = entry(7, "arn_parse", "f");
/** Field 6, "the plan may be destroyed", as a number: not every field has a length. */
const CAPABILITY = Buffer.from([6 << 3, 1]);

test("a schema keeps the types that are named, and all that is of no type, byte for byte", () => {
  const whole = message(PROVIDER, QUEUE, ROLE, FUNCTION, ROLE_DATA, CAPABILITY);
  expect(schemaOfTypes(whole, new Set(["aws_iam_role"]))).toEqual(
    message(PROVIDER, ROLE, ROLE_DATA, CAPABILITY),
  );
  const all = new Set(["aws_iam_role", "aws_sqs_queue", "arn_parse"]);
  expect(schemaOfTypes(whole, all)).toEqual(whole);
});

test("a schema that is compressed or cut short is an error, and not half a schema", () => {
  const whole = message(PROVIDER, ROLE);
  const compressed = { ...whole, body: Buffer.concat([Buffer.from([1]), whole.body.subarray(1)]) };
  expect(() => schemaOfTypes(compressed, new Set())).toThrow("compresses");
  const cut = { ...whole, body: whole.body.subarray(0, 6) };
  expect(() => schemaOfTypes(cut, new Set())).toThrow("ends within");
});
