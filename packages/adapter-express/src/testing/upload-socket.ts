// How does a test send an upload by hand, at its own pace?
import { once } from "node:events";
import type { Socket } from "node:net";
import { BASE } from "./client.ts";
import { open, requestOf } from "./raw-http.ts";
import type { Service } from "./start-service.ts";

const HEAD =
  '--b\r\nContent-Disposition: form-data; name="skill_package"; filename="p.zip"\r\nContent-Type: application/zip\r\n\r\n';

/** A connection on which the head of an upload and of its package were sent; its body is said to have `length` bytes. */
export function startUpload(service: Service, id: string, length: number, more: readonly string[] = []): Socket {
  return startForm(service, `${BASE}/${id}/upload`, length, more);
}

/** The same for any route that takes a package. */
export function startForm({ port }: Service, target: string, length: number, more: readonly string[] = []): Socket {
  const socket = open(port);
  const type = "Content-Type: multipart/form-data; boundary=b";
  socket.write(requestOf("POST", target, [type, `Content-Length: ${length}`, ...more]));
  if (more.length === 0) socket.write(HEAD);
  return socket;
}

/** Sends zeros until `bytes` are sent or the other side wants no more; answers how many it took. */
export async function sendZeros(socket: Socket, bytes: number, pauseMs = 0): Promise<number> {
  const chunk = Buffer.alloc(64 * 1024);
  let gone = false;
  const leave = (): void => {
    gone = true;
    socket.emit("drain");
  };
  socket.once("error", leave).once("close", leave);
  let sent = 0;
  for (; sent < bytes && !gone; sent += chunk.length) {
    if (!socket.write(chunk)) await once(socket, "drain");
    if (pauseMs > 0) await wait(pauseMs);
  }
  return sent;
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
