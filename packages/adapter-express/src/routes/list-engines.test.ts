import { engineListSchema } from "@mayfly/core/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startService, type Service } from "../testing/start-service.ts";

describe("GET /v1/engines", () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  test("lists every engine, with what is known of it", async () => {
    const answer = await fetch(`${service.url}/v1/engines`);
    expect(answer.status).toBe(200);
    expect(engineListSchema.strict().parse(await answer.json())).toEqual({
      engines: [
        { engine: "script", available: true, reason: null, version: null, models: null, network: "open", wall: "none" },
      ],
    });
  });

  test("takes nothing but reading", async () => {
    const answer = await fetch(`${service.url}/v1/engines`, { method: "POST" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });
});
