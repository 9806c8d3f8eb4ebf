import { describe, expect, test } from "vitest";
import { addressOf, aWorld, create } from "../testing/a-world.ts";

describe("create", () => {
  test("refuses an engine that the server does not have, and keeps nothing", async () => {
    const mayfly = aWorld().start();
    const refused = await mayfly.create({ kind: "temporary", engine: "codex" });
    expect(refused._unsafeUnwrapErr()).toMatchObject({ code: "RUN_ENGINE_UNKNOWN", run: null });
    const page = await mayfly.list({ owner: "", kind: "temporary", phases: null, limit: 10, cursor: null });
    expect(page._unsafeUnwrap().runs).toEqual([]);
  });

  test("refuses one run more than may await their upload, and says when to come back", async () => {
    const mayfly = aWorld().start({ maxAwaiting: 2 });
    await create(mayfly);
    const second = await create(mayfly);
    const refused = (await mayfly.create({ kind: "temporary" }))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "RUN_TOO_MANY_AWAITING", retryAfterSeconds: 10 });
    expect(refused.message).toContain("2 runs");
    await (await mayfly.cancel(addressOf(second)))._unsafeUnwrap().cleaned;
    expect((await mayfly.create({ kind: "temporary" })).isOk()).toBe(true);
  });

  test("keeps the options asked for over the defaults, and the warnings that came with them", async () => {
    const mayfly = aWorld().start();
    const warnings = [{ code: "RUN_FIELD_IGNORED", message: "Ignored." }] as const;
    const run = await create(mayfly, { options: { debug: true }, warnings, engine: "function", model: "m" });
    expect(run).toMatchObject({ request: { engine: "function", model: "m", parameter: {} }, warnings });
    expect(run.request.options).toMatchObject({ debug: true, debug_keep_temp: false, execution_mode: "auto" });
    const bare = await create(mayfly);
    expect(bare).toMatchObject({ owner: "", warnings: [], request: { engine: null, model: null } });
  });
});
