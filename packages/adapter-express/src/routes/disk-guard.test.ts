// Are forms refused before they are read when the disk is low, and is all else as ever?
import { createRegistry } from "@mayfly/core";
import {
  createMemoryCounters,
  createMemoryInstallStore,
  createMemoryJudge,
  createMemorySkills,
  createMemoryUploads,
  memoryClock,
  memoryIds,
  silentLog,
} from "@mayfly/core/memory";
import { ok } from "neverthrow";
import { afterAll, beforeEach, expect, test } from "vitest";
import { BASE, createRun, ended, problemOf, upload } from "../testing/client.ts";
import { readAnswer } from "../testing/raw-http.ts";
import { startService, type Service } from "../testing/start-service.ts";
import { startForm } from "../testing/upload-socket.ts";

const disk = { free: 1000 };
const uploads = { ...createMemoryUploads(), freeBytes: async () => ok(disk.free) };
const { catalog, installer } = createMemorySkills();
const ports = {
  clock: memoryClock,
  ids: memoryIds,
  log: silentLog,
  judge: createMemoryJudge(),
  counters: createMemoryCounters(),
};
const registry = createRegistry({ ...ports, catalog, installer, installs: createMemoryInstallStore() });
const mayfly = { minFreeBytes: 1000 };
const service = await startService({ ports: { uploads }, mayfly });
// Where no run can reach the server, it installs without a key.
const installing = await startService({ ports: { uploads, engines: [] }, mayfly, http: { registry } });
afterAll(() => Promise.all([service.close(), installing.close()]));
beforeEach(() => {
  disk.free = 1000;
});

test.each<[string, () => Promise<string>, Service?]>([
  ["an upload", async () => `${BASE}/${await createRun(service)}/upload`],
  ["a validation", async () => "/v1/skill-packages/validate"],
  ["an install", async () => "/v1/skill-packages/install", installing],
])("%s is answered 507 with Retry-After before its body is read", async (_, path, asked = service) => {
  disk.free = 999;
  const socket = startForm(asked, await path(), 9_000_000, ["Expect: 100-continue"]);
  const { status, headers, body } = await readAnswer(socket);
  socket.destroy();
  expect({ status, retry: headers.get("retry-after") }).toEqual({ status: 507, retry: "60" });
  expect(JSON.parse(body.toString())).toMatchObject({ code: "RUN_NO_SPACE", title: "Insufficient storage" });
});

test("an upload that came before goes on, creates work, and the same upload is taken once there is room", async () => {
  const [first, second] = [await createRun(service), await createRun(service)];
  expect((await upload(service, first)).status).toBe(200);
  disk.free = 0;
  const refused = await upload(service, second);
  expect(await problemOf(refused, 507, "RUN_NO_SPACE")).toMatchObject({ request_id: second });
  await createRun(service);
  expect(await ended(service, first)).toMatchObject({ status: "succeeded" });
  disk.free = 1000;
  expect((await upload(service, second)).status).toBe(200);
  expect(await ended(service, second)).toMatchObject({ status: "succeeded" });
});
