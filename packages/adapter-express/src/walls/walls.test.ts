// Who is let in? (design §7 Browsers, Key)
import { problemDocumentSchema } from "@mayfly/core/contract";
import { afterAll, describe, expect, test } from "vitest";
import { BASE, problemOf } from "../testing/client.ts";
import { exchange, requestOf, type RawAnswer } from "../testing/raw-http.ts";
import { startService } from "../testing/start-service.ts";

const KEY = "correct-horse-battery";
const ORIGIN = "https://app.example.org";
const open = await startService();
const walled = await startService({
  http: { apiKey: KEY, allowedHosts: ["mayfly.example.org", "With.Port.example.org:8443"], corsOrigins: [ORIGIN] },
});
afterAll(() => Promise.all([open.close(), walled.close()]));

function get(port: number, target: string, lines: readonly string[]): Promise<RawAnswer> {
  return exchange(port, [`GET ${target} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
}

function expectProblem(answer: RawAnswer, status: number, code: string): void {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(problemDocumentSchema.parse(JSON.parse(answer.body.toString()))).toMatchObject({ status, code });
  expect(answer.status).toBe(status);
}

describe("hostWall()", () => {
  test.for([
    "localhost",
    "localhost:1",
    "LOCALHOST.",
    "a.localhost:80",
    "127.0.0.1:8460",
    "127.9.9.9",
    "[::1]",
    "[::1]:8460",
  ])("lets %s in, which leads to this machine everywhere", async (host) => {
    expect((await get(open.port, "/healthz", [`Host: ${host}`])).status).toBe(200);
  });

  test.for([
    "example.org",
    "localhost.example.org",
    "127.0.0.1.example.org",
    "127.1",
    "0.0.0.0",
    "10.0.0.1",
    "[::2]",
    "a@localhost",
    "",
    "localhost:x",
  ])("answers 421 to %s", async (host) => {
    for (const target of ["/healthz", BASE])
      expectProblem(await get(open.port, target, [`Host: ${host}`]), 421, "REQUEST_HOST_REFUSED");
  });

  test("answers 400 to two hosts, whichever comes first", async () => {
    for (const hosts of [
      ["localhost", "example.org"],
      ["example.org", "localhost"],
      ["localhost", "localhost"],
    ]) {
      const lines = hosts.map((host) => `Host: ${host}`);
      expectProblem(await get(open.port, "/healthz", lines), 400, "REQUEST_INVALID");
    }
  });

  test("answers 421 without a Host", async () => {
    expectProblem(await get(open.port, "/healthz", []), 421, "REQUEST_HOST_REFUSED");
  });

  test.for(["mayfly.example.org", "mayfly.example.org:443", "with.port.example.org:8443"])(
    "lets %s in, which is listed",
    async (host) => {
      expect((await get(walled.port, "/healthz", [`Host: ${host}`])).status).toBe(200);
    },
  );

  test("answers 421 to a listed name with another port than the listed one", async () => {
    expectProblem(await get(walled.port, "/healthz", ["Host: with.port.example.org"]), 421, "REQUEST_HOST_REFUSED");
  });

  test("refuses an address that brings a host of its own", async () => {
    expectProblem(
      await get(open.port, "http://evil.example.org/healthz", ["Host: localhost"]),
      400,
      "REQUEST_PATH_INVALID",
    );
  });
});

describe("originWall()", () => {
  test.for([
    ["a foreign origin", ["Origin: https://evil.example.org"]],
    ["another port of this machine", ["Origin: http://localhost:3000", "Sec-Fetch-Site: same-site"]],
    ["an origin without a name", ["Origin: null"]],
    ["another site's page, without an Origin", ["Sec-Fetch-Site: cross-site"]],
    ["a page of the same site, without an Origin", ["Sec-Fetch-Site: same-site"]],
  ] as const)("answers 403 to %s", async ([, lines]) => {
    for (const { port } of [open, walled])
      expectProblem(await get(port, BASE, ["Host: localhost", ...lines]), 403, "REQUEST_ORIGIN_REFUSED");
  });

  test("answers 403 to a foreign page's post before its body is read", async () => {
    const lines = ["Origin: https://evil.example.org", "Content-Type: text/plain", "Content-Length: 1000000"];
    expectProblem(await exchange(open.port, requestOf("POST", BASE, lines)), 403, "REQUEST_ORIGIN_REFUSED");
  });

  test("lets in the server's own pages, and people who type the address", async () => {
    for (const lines of [["Origin: http://localhost:8460", "Sec-Fetch-Site: same-origin"], ["Sec-Fetch-Site: none"]]) {
      expect((await get(open.port, BASE, ["Host: localhost:8460", ...lines])).status).toBe(200);
    }
  });

  test("speaks CORS with a listed origin", async () => {
    const headers = { origin: ORIGIN, authorization: `Bearer ${KEY}` };
    const answer = await fetch(`${walled.url}${BASE}`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(answer.headers.get("access-control-expose-headers")).toContain("Location");
    expect(answer.headers.get("vary")).toBe("Origin");
  });

  test("lets a listed origin read refusals too", async () => {
    const answer = await fetch(`${walled.url}${BASE}`, { headers: { origin: ORIGIN } });
    expect(answer.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    await problemOf(answer, 401, "REQUEST_UNAUTHORIZED");
  });

  test("answers a preflight of a listed origin without the key, and no other", async () => {
    const ask = (origin: string): Promise<Response> =>
      fetch(`${walled.url}${BASE}`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });
    const answer = await ask(ORIGIN);
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-methods")).toContain("POST");
    expect(answer.headers.get("access-control-allow-headers")).toContain("Authorization");
    await problemOf(await ask("https://evil.example.org"), 403, "REQUEST_ORIGIN_REFUSED");
  });
});

describe("keyWall()", () => {
  const ask = (authorization?: string): Promise<Response> =>
    fetch(`${walled.url}${BASE}`, authorization === undefined ? {} : { headers: { authorization } });

  test.for([`Bearer ${KEY}`, `bearer ${KEY}`])("lets %s in", async (given) => {
    expect((await ask(given)).status).toBe(200);
  });

  test.for([
    undefined,
    "",
    "Bearer",
    "Bearer ",
    `Bearer ${KEY}x`,
    `Bearer ${KEY.slice(1)}`,
    "Bearer wrong",
    `Basic ${KEY}`,
    KEY,
  ])("answers 401 to %s", async (given) => {
    const answer = await ask(given);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
    const document = await problemOf(answer, 401, "REQUEST_UNAUTHORIZED");
    expect(JSON.stringify(document)).not.toContain(KEY);
  });

  test("guards what does not exist as well, and leaves the health check open", async () => {
    await problemOf(await fetch(`${walled.url}/nothing`), 401, "REQUEST_UNAUTHORIZED");
    expect(await (await fetch(`${walled.url}/healthz`)).json()).toEqual({ status: "ok" });
  });
});
