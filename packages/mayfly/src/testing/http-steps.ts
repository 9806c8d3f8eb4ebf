// How does a test take the steps over HTTP, as a client that knows only the documented fields?
import { setTimeout as sleep } from "node:timers/promises";

/** Parsed JSON, as a client in a test looks into it. */
// oxlint-disable-next-line typescript/no-explicit-any -- the tests assert what is there
export type Json = Record<string, any>;

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** The two families of runs; every step is the same in both. */
export type Route = "/v1/temp-skill-runs" | "/v1/jobs";
const TEMPORARY: Route = "/v1/temp-skill-runs";
const PATIENCE_MS = 150_000;

export async function ask(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : (JSON.parse(text) as Json) };
}

export function create(url: string, body: object = {}, route: Route = TEMPORARY): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  return ask(`${url}${route}`, { method: "POST", headers, body: JSON.stringify(body) });
}

export function upload(
  url: string,
  id: string,
  skillPackage: Uint8Array<ArrayBuffer>,
  inputs?: Uint8Array<ArrayBuffer>,
): Promise<Answer> {
  const form = new FormData();
  form.set("skill_package", new Blob([skillPackage]), "package.zip");
  if (inputs !== undefined) form.set("file", new Blob([inputs]), "inputs.zip");
  return ask(`${url}${TEMPORARY}/${id}/upload`, { method: "POST", body: form });
}

export function read(url: string, id: string, what = "", route: Route = TEMPORARY): Promise<Answer> {
  return ask(`${url}${route}/${id}${what}`);
}

/** Waits until the status is terminal, or until `phase` is reached; answers the status. */
export async function until(url: string, id: string, phase?: string, route: Route = TEMPORARY): Promise<Json> {
  const began = performance.now();
  for (;;) {
    const { body } = await read(url, id, "", route);
    if (["succeeded", "failed", "canceled"].includes(body["status"]) || body["phase"] === phase) return body;
    const waited = performance.now() - began;
    if (waited > PATIENCE_MS) throw new Error(`the run stays ${body["phase"]}`);
    // Many who ask all the time would keep the server from what they wait for.
    await sleep(Math.min(10 + waited / 20, 250));
  }
}

/** Creates a run, uploads, and waits for the end. */
export async function runOnce(url: string, skillPackage: Uint8Array<ArrayBuffer>, body: object = {}): Promise<Json> {
  const created = await create(url, body);
  const id = String(created.body["request_id"]);
  await upload(url, id, skillPackage);
  return until(url, id);
}
