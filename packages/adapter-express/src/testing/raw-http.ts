// How do the tests say what no ordinary client says?
import { connect, type Socket } from "node:net";

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Opens a connection to `port` on this machine. */
export function open(port: number): Socket {
  return connect({ port, host: "127.0.0.1", noDelay: true });
}

/** Sends `request` as it is and resolves with the answer when all of it is here. */
export async function exchange(port: number, request: string | Uint8Array): Promise<RawAnswer> {
  const socket = open(port);
  socket.write(request);
  const answer = await readAnswer(socket);
  socket.destroy();
  return answer;
}

/** A request with a `Host` and whatever else `lines` say. */
export function requestOf(method: string, target: string, lines: readonly string[] = []): string {
  return [`${method} ${target} HTTP/1.1`, "Host: localhost", ...lines, "", ""].join("\r\n");
}

/** The next answer on `socket`; rejects when the connection ends before it is whole. */
export function readAnswer(socket: Socket): Promise<RawAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  let bytes = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    const answer = parse(bytes);
    if (answer === null) return;
    socket.off("data", onData);
    resolve(answer);
  };
  socket.on("data", onData);
  socket.once("error", reject);
  socket.once("close", () =>
    reject(new Error(`The connection ended after: ${bytes.toString("latin1").slice(0, 200)}`)),
  );
  return promise;
}

function parse(bytes: Buffer): RawAnswer | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(first.split(" ")[1]);
  const headers = new Headers(
    lines.map((line): [string, string] => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const rest = bytes.subarray(end + 4);
  if (status === 100) return rest.length === 0 ? { status, headers, body: rest } : parse(rest);
  const length = Number(headers.get("content-length") ?? 0);
  return rest.length < length ? null : { status, headers, body: rest.subarray(0, length) };
}
