// Is a body that nobody wants dropped, up to a limit and no further?
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { open, requestOf } from "../testing/raw-http.ts";
import { sendZeros } from "../testing/upload-socket.ts";
import { DROP_LIMITS, dropBody, hasUnreadBody } from "./unread-body.ts";

const MiB = 1024 * 1024;
const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A request as the server has it, and the client's side of its connection. */
async function request(lines: readonly string[]): Promise<{ req: IncomingMessage; socket: Socket }> {
  const socket = open((server.address() as AddressInfo).port);
  const arrived = once(server, "request");
  socket.write(requestOf("POST", "/", lines));
  const [req] = (await arrived) as [IncomingMessage];
  return { req, socket };
}

describe("hasUnreadBody()", () => {
  test.for([
    ["a length", ["Content-Length: 1"], true],
    ["chunks", ["Transfer-Encoding: chunked"], true],
    ["no body", [], false],
    ["a body of no bytes", ["Content-Length: 0"], false],
  ] as const)("tells of a request with %s", async ([, lines, expected]) => {
    const { req, socket } = await request(lines);
    expect(hasUnreadBody(req)).toBe(expected);
    socket.destroy();
  });
});

describe("dropBody()", () => {
  test("drops 64 MiB or for 5 s, unless told otherwise", () => {
    expect(DROP_LIMITS).toEqual({ bytes: 64 * MiB, ms: 5000 });
  });

  test("ends with the body", async () => {
    const { req, socket } = await request(["Content-Length: 3"]);
    const dropped = dropBody(req);
    socket.write("abc");
    await dropped;
    expect(req.complete).toBe(true);
    socket.destroy();
  });

  test("ends when the client goes away", async () => {
    const { req, socket } = await request(["Content-Length: 3"]);
    const dropped = dropBody(req);
    socket.destroy();
    await dropped;
    expect(req.complete).toBe(false);
  });

  test("ends after its time, though the client goes on", async () => {
    const { req, socket } = await request([`Content-Length: ${300 * MiB}`]);
    const start = performance.now();
    const sent = sendZeros(socket, 300 * MiB, 20);
    await dropBody(req, { ...DROP_LIMITS, ms: 200 });
    expect(performance.now() - start).toBeGreaterThan(190);
    expect(req.isPaused()).toBe(true);
    socket.destroy();
    await sent;
  });

  test("ends after its bytes, though the client goes on", async () => {
    const { req, socket } = await request([`Content-Length: ${300 * MiB}`]);
    const sent = sendZeros(socket, 300 * MiB);
    await dropBody(req, { ...DROP_LIMITS, bytes: 2 * MiB });
    expect(req.isPaused()).toBe(true);
    expect(req.socket.bytesRead).toBeGreaterThan(2 * MiB);
    expect(req.socket.bytesRead).toBeLessThan(4 * MiB);
    socket.destroy();
    await sent;
  });
});
