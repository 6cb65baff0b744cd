import {
  constants,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";

/** A whole answer to a call, which can be given again. */
export interface GrpcAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly trailers: IncomingHttpHeaders;
}

/** Passes a call on, and what comes back, piece by piece. */
export function forward(
  headers: IncomingHttpHeaders,
  stream: ServerHttp2Stream,
  to: ClientHttp2Session,
): void {
  const call = to.request(sendable(headers));
  let trailers: OutgoingHttpHeaders = {};
  call.on("response", (answer, flags) => {
    if (stream.destroyed) return;
    // gRPC's errors may come as headers alone.
    const ended = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(sendable(answer), ended ? { endStream: true } : { waitForTrailers: true });
    if (!ended) call.pipe(stream);
  });
  call.on("trailers", (received: IncomingHttpHeaders) => {
    trailers = sendable(received);
  });
  stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  stream.on("close", () => call.close(constants.NGHTTP2_CANCEL));
  call.on("error", () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  call.on("close", () => {
    if (!stream.writableEnded) stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  });
  stream.pipe(call);
}

/** Makes a call without passing it on. */
export async function ask(
  headers: IncomingHttpHeaders,
  body: Buffer,
  to: ClientHttp2Session,
): Promise<GrpcAnswer> {
  return new Promise((resolve, reject) => {
    const call = to.request(sendable(headers));
    const pieces: Buffer[] = [];
    let answered: IncomingHttpHeaders = {};
    let trailers: IncomingHttpHeaders = {};
    call.on("response", (received: IncomingHttpHeaders) => (answered = received));
    call.on("trailers", (received: IncomingHttpHeaders) => (trailers = received));
    call.on("data", (piece: Buffer) => pieces.push(piece));
    call.on("error", reject);
    call.on("end", () =>
      trailers["grpc-status"] === "0"
        ? resolve({ headers: answered, body: Buffer.concat(pieces), trailers })
        : reject(new Error(`the provider answers grpc-status ${String(trailers["grpc-status"])}`)),
    );
    call.end(body);
  });
}

export function answer(stream: ServerHttp2Stream, { headers, body, trailers }: GrpcAnswer): void {
  if (stream.destroyed) return;
  stream.respond(sendable(headers), { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers(sendable(trailers)));
  stream.end(body);
}

export async function readAll(stream: ServerHttp2Stream): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Node adds a list of the headers that are secrets, under a symbol: text keys are the headers. */
function sendable(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers));
}
