import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendJson } from "../answers/send-json.ts";
import { heldToContract } from "./held-to-contract.ts";

const broken: string[] = [];

/** Answers what the request asks for: `?status=…&body=…`. */
const server = createServer(
  heldToContract(
    (req, res) => {
      const { searchParams } = new URL(req.url ?? "", "http://localhost");
      if (searchParams.has("text")) res.setHeader("Content-Type", "text/plain").end("ok");
      else sendJson(res, Number(searchParams.get("status") ?? 200), JSON.parse(searchParams.get("body") ?? "{}"));
    },
    (breach) => void broken.push(breach),
  ),
);
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => server.close());

test.each([
  ["/healthz", `?body={"status":"ok"}`, null],
  ["/healthz", `?body={"status":"bad"}`, /expected .*ok/],
  ["/healthz", `?body={"status":"ok","more":1}`, /the schema does not name/],
  ["/healthz", `?status=201&body={"status":"ok"}`, /does not have this status/],
  ["/healthz", "?text", /it is text\/plain/],
  ["/v1/jobs/a/artifacts/b", "?text", /header ETag is missing/],
  ["/v1/nowhere", "", /no route has this address/],
])("an answer at %s%s is told where it breaks the contract", async (path, query, why) => {
  broken.length = 0;
  const { port } = server.address() as AddressInfo;
  await (await fetch(`http://127.0.0.1:${port}${path}${query}`)).text();
  if (why === null) expect(broken).toEqual([]);
  else expect(broken).toEqual([expect.stringMatching(why)]);
});
