// Which server carries the service? Node's own, with its clocks and its raw answers set right.
import { refusal } from "@mayfly/core";
import { PROBLEM_MEDIA_TYPE, toProblemDocument } from "@mayfly/core/contract";
import { createServer, STATUS_CODES, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { sendProblem } from "./answers/send-problem.ts";
import { rememberExpectation } from "./body/expect-continue.ts";

/** Not listening yet. Long uploads are held to their pace, not to a total time. (design §7 Upload) */
export function createHttpServer(app: RequestListener): Server {
  // Node derives the header time-out from the request time-out, so it is named where the latter is off.
  const server = createServer({ requestTimeout: 0, headersTimeout: 60_000, requireHostHeader: false });
  const open = new WeakMap<Duplex, Set<ServerResponse>>();
  const serve: RequestListener = (req, res) => {
    const answers = open.get(req.socket) ?? new Set();
    open.set(req.socket, answers.add(res));
    res.once("close", () => answers.delete(res));
    app(req, res);
  };
  server.on("request", serve);
  // Whether a client should send its body is known only when its upload is claimed.
  server.on("checkContinue", (req, res) => {
    rememberExpectation(req, res);
    serve(req, res);
  });
  server.on("checkExpectation", (req, res) => {
    sendProblem(req, res, refusal("REQUEST_INVALID", "The only expectation that is met is `100-continue`."), 417);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // In the middle of an answer there is no room for another one, nor before one that a whole request still waits for;
    // but the one to a request whose body is broken is this one.
    const [answer, ...more] = open.get(socket) ?? [];
    const isTaken = more.length > 0 || (answer !== undefined && (answer.headersSent || answer.req.complete));
    if (!socket.writable || error.code === "ECONNRESET" || isTaken) socket.destroy();
    else socket.end(brokenRequest(error.code), () => socket.destroy());
  });
  return server;
}

/** The raw answer to what Node could not read as HTTP. */
function brokenRequest(code: string | undefined): string {
  const [status, message] = reasonOf(code);
  const body = JSON.stringify(toProblemDocument(refusal("REQUEST_INVALID", message), status));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "Connection: close",
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

function reasonOf(code: string | undefined): [status: number, message: string] {
  if (code === "HPE_HEADER_OVERFLOW") return [431, "The headers of the request are too large."];
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return [408, "The headers of the request came too slowly."];
  return [400, "This is not a well-formed HTTP request."];
}
