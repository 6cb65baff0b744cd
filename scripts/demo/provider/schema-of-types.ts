import type { GrpcAnswer } from "./grpc-call";

/** Of a provider's GetProviderSchema.Response: https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.0.proto */
const RESOURCES = 2;
const DATA_SOURCES = 3;
const FUNCTIONS = 7;

/** Before each message of gRPC: whether it is compressed, and its length. */
const PREFIX_BYTES = 5;
const LENGTH_DELIMITED = 2;

/**
 * A provider's schema with nothing but some of its types. The AWS provider's is 30 MB of 1,500 types, which every
 * Terraform takes seconds of CPU to read, to use a few dozen of them.
 */
export function schemaOfTypes(answer: GrpcAnswer, types: ReadonlySet<string>): GrpcAnswer {
  const message = answer.body.subarray(PREFIX_BYTES);
  if (answer.body[0] !== 0) throw new Error("the provider compresses its schema");
  const kept: Buffer[] = [];
  for (const { field, wireType, whole, content } of fieldsOf(message)) {
    const isMap = field === RESOURCES || field === DATA_SOURCES || field === FUNCTIONS;
    if (!isMap || (wireType === LENGTH_DELIMITED && types.has(keyOf(content)))) kept.push(whole);
  }
  const body = Buffer.concat(kept);
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(body.length, 1);
  return { ...answer, body: Buffer.concat([prefix, body]) };
}

interface Field {
  readonly field: number;
  readonly wireType: number;
  /** With its tag and length. */
  readonly whole: Buffer;
  readonly content: Buffer;
}

/** https://protobuf.dev/programming-guides/encoding/ */
function* fieldsOf(message: Buffer): Generator<Field> {
  for (let at = 0; at < message.length;) {
    const begin = at;
    const tag = varint(message, at);
    const wireType = tag.value & 7;
    const length = varint(message, tag.end);
    const isDelimited = wireType === LENGTH_DELIMITED;
    if (!isDelimited && wireType !== 0) throw new Error(`wire type ${wireType} in a schema`);
    const end = isDelimited ? length.end + length.value : length.end;
    const content = message.subarray(isDelimited ? length.end : tag.end, end);
    yield { field: tag.value >>> 3, wireType, whole: message.subarray(begin, end), content };
    at = end;
  }
}

/** A map's entry has its key as its first field. */
function keyOf(entry: Buffer): string {
  const [key] = fieldsOf(entry);
  return key?.field === 1 ? key.content.toString("utf8") : "";
}

function varint(bytes: Buffer, from: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = from, factor = 1; ; at++, factor *= 128) {
    const byte = bytes[at];
    if (byte === undefined) throw new Error("a schema ends within a number");
    value += (byte & 127) * factor;
    if (byte < 128) return { value, end: at + 1 };
  }
}
