// Can runs be listed, canceled and deleted?
import { cancelAnswerSchema, runPageSchema, runResultSchema, runStatusSchema } from "@mayfly/core/contract";
import { createMemoryRecords } from "@mayfly/core/memory";
import { afterAll, describe, expect, test } from "vitest";
import { BASE, createRun, ended, finishedRun, problemOf, upload } from "../testing/client.ts";
import { startService } from "../testing/start-service.ts";
import { wait } from "../testing/upload-socket.ts";

const service = await startService();
afterAll(() => service.close());

describe("listRuns()", () => {
  test("answers pages, newest first, by status", async () => {
    const own = await startService();
    const first = await createRun(own);
    const second = await finishedRun(own);
    const third = await createRun(own);
    const list = async (query: string) => runPageSchema.parse(await (await fetch(`${own.url}${BASE}${query}`)).json());
    expect((await list("")).runs.map((run) => run.request_id)).toEqual([third, second, first]);
    expect((await list("?status=queued")).runs.map((run) => run.request_id)).toEqual([third, first]);
    const page = await list("?limit=2");
    expect(page.runs).toHaveLength(2);
    const rest = await list(`?limit=2&cursor=${page.next_cursor}`);
    expect({ ...rest, runs: rest.runs.map((run) => run.request_id) }).toEqual({ runs: [first], next_cursor: null });
    await own.close();
  });

  test.for(["?status=done", "?limit=0", "?limit=201", "?limit=x", "?page=2", "?status=queued&status=failed"])(
    "refuses %s",
    async (query) => {
      const document = await problemOf(await fetch(`${service.url}${BASE}${query}`), 400, "REQUEST_INVALID");
      expect(document.errors).toHaveLength(1);
    },
  );
});

describe("the place in the queue", () => {
  test("is on the status and in the list, counted from the run that is taken next", async () => {
    const records = createMemoryRecords();
    // Nobody takes a run by itself.
    const queue = { ...records.queue, onQueued: () => () => undefined };
    const own = await startService({ ports: { ...records, queue } });
    const ids = [await createRun(own), await createRun(own), await createRun(own)];
    for (const id of ids.slice(0, 2)) expect((await upload(own, id)).status).toBe(200);
    const places = async () => {
      const list = runPageSchema.parse(await (await fetch(`${own.url}${BASE}`)).json());
      const listed = list.runs.toReversed().map((run) => run.queue_position);
      for (const [n, id] of ids.entries()) {
        const status = runStatusSchema.parse(await (await fetch(`${own.url}${BASE}/${id}`)).json());
        expect(status.queue_position).toBe(listed[n]);
      }
      return listed;
    };
    expect(await places()).toEqual([1, 2, null]);
    await (await own.mayfly.take())._unsafeUnwrap()?.execute();
    expect(await places()).toEqual([null, 1, null]);
    await own.close();
  });
});

describe("cancelRun() and deleteRun()", () => {
  test("cancel a run that waits, once, and delete it after its end, once", async () => {
    const run = await createRun(service);
    const url = `${service.url}${BASE}/${run}`;
    await problemOf(await fetch(url, { method: "DELETE" }), 409, "RUN_NOT_FINISHED");
    const canceled = await fetch(`${url}/cancel`, { method: "POST" });
    expect(canceled.status).toBe(202);
    expect(cancelAnswerSchema.parse(await canceled.json()).request_id).toBe(run);
    expect(await ended(service, run)).toMatchObject({ status: "canceled", error: { code: "RUN_CANCELED" } });
    await problemOf(await fetch(`${url}/cancel`, { method: "POST" }), 409, "RUN_FINISHED");
    expect(runResultSchema.parse(await (await fetch(`${url}/result`)).json()).result.status).toBe("canceled");
    const gone = await fetch(url, { method: "DELETE" });
    expect({ status: gone.status, body: await gone.text() }).toEqual({ status: 204, body: "" });
    await problemOf(await fetch(url, { method: "DELETE" }), 404, "RUN_NOT_FOUND");
    await problemOf(await fetch(url), 404, "RUN_NOT_FOUND");
  });

  test("cancel a run that is running", async () => {
    const own = await startService({
      program: (_job, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve());
        }),
    });
    const run = await createRun(own);
    expect((await upload(own, run)).status).toBe(200);
    const state = async () => (await own.mayfly.find({ id: run, kind: "temporary" }))._unsafeUnwrap().state;
    for (let now = await state(); now.phase !== "running" || now.process === null; now = await state()) await wait(5);
    await problemOf(await fetch(`${own.url}${BASE}/${run}`, { method: "DELETE" }), 409, "RUN_NOT_FINISHED");
    expect((await fetch(`${own.url}${BASE}/${run}/cancel`, { method: "POST" })).status).toBe(202);
    expect(await ended(own, run)).toMatchObject({ status: "canceled" });
    await own.close();
  });

  test("answer 404 for an id that is not there", async () => {
    await problemOf(await fetch(`${service.url}${BASE}/nobody/cancel`, { method: "POST" }), 404, "RUN_NOT_FOUND");
    await problemOf(await fetch(`${service.url}${BASE}/nobody`, { method: "DELETE" }), 404, "RUN_NOT_FOUND");
  });
});
