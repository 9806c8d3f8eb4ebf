// How does a client of the laboratory speak, and write down what it was told?
import { setTimeout as sleep } from "node:timers/promises";
import type { Journal, ToldInstall, ToldRun } from "./journal.ts";
import type { SkillVersion, Wanted } from "./wanted.ts";

/** No answer came: the server is gone, or it broke the connection. */
export class NoAnswer extends Error {}

/** The key that every server of the laboratory has, so that it installs skills behind any wall. */
export const API_KEY = "the key of the laboratory";

const PATIENCE_MS = 60_000;
const POLL_MS = 30;
const TERMINAL = ["succeeded", "failed", "canceled"];

interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- parsed JSON, looked into by hand
  readonly body: any;
}

export interface Client {
  /** `null` when it was refused. */
  create(wanted: Wanted): Promise<ToldRun | null>;
  /** `pace` pauses in the middle of the body, and then breaks off where it says so. */
  upload(run: ToldRun, pace?: { readonly pauseMs: number; readonly breaksOff: boolean }): Promise<number>;
  /** Waits for the end, at most so long. */
  untilEnd(run: ToldRun, ms?: number): Promise<string | null>;
  cancel(run: ToldRun): Promise<void>;
  remove(run: ToldRun): Promise<void>;
  readAll(run: ToldRun): Promise<void>;
  install(version: SkillVersion, ms?: number): Promise<ToldInstall | null>;
  validate(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

export interface Temper {
  /** The codes by which a run may fail on a server in trouble; where there are any, its faults are taken as answers. */
  readonly tolerates: readonly string[];
  /** How long an end is waited for. */
  readonly patienceMs: number;
  /** Whether the server was asked to stop, and may refuse what it cannot finish. */
  readonly stops: () => boolean;
}

export function clientOf(url: string, journal: Journal, temper: Partial<Temper> = {}): Client {
  const { tolerates = [], patienceMs = PATIENCE_MS, stops = () => false } = temper;
  const tolerant = tolerates.length > 0;
  const routeOf = ({ wanted }: ToldRun): string => `/v1/${wanted.skill === null ? "temp-skill-runs" : "jobs"}`;

  const ask = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${API_KEY}` };
    try {
      const response = await fetch(url + path, { ...init, method, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
      const text = await response.text();
      const { status } = response;
      const isJson = response.headers.get("content-type")?.includes("json") === true && text !== "";
      const body: unknown = isJson ? JSON.parse(text) : {};
      if (status >= 500 && !tolerant && !(status === 503 && stops()))
        journal.oddities.push(`${method} ${path} was answered ${status}: ${text}`);
      return { status, body };
    } catch (cause) {
      const late = cause instanceof Error && cause.name === "TimeoutError";
      if (late) journal.oddities.push(`${method} ${path} was not answered within ${PATIENCE_MS} ms`);
      throw new NoAnswer(`No answer to ${method} ${path}.`, { cause });
    }
  };
  const form = async (path: string, parts: Record<string, Uint8Array<ArrayBuffer> | null>, pace = STEADY) => {
    const data = new FormData();
    for (const [name, bytes] of Object.entries(parts)) {
      if (bytes !== null) data.set(name, new Blob([bytes]), `${name}.zip`);
    }
    const encoded = new Response(data);
    const headers = { "content-type": encoded.headers.get("content-type") ?? "" };
    const whole = new Uint8Array(await encoded.arrayBuffer());
    if (pace === STEADY) return ask("POST", path, { body: whole, headers });
    const init = { body: paced(whole, pace), headers, duplex: "half" };
    return ask("POST", path, init);
  };

  return {
    async create(wanted) {
      const route = wanted.skill === null ? "/v1/temp-skill-runs" : "/v1/jobs";
      const { parameter, options } = wanted;
      const asked = {
        parameter,
        runtime_options: options,
        ...(wanted.skill === null ? {} : { skill_id: wanted.skill }),
      };
      const headers = { "content-type": "application/json" };
      const { status, body } = await ask("POST", route, { body: JSON.stringify(asked), headers });
      if (status !== 200) return null;
      const told: ToldRun = {
        id: String(body.request_id),
        wanted,
        tolerates,
        started: wanted.uploads ? "no" : "granted",
        cancel: "no",
        delete: "no",
        seen: null,
      };
      journal.runs.set(told.id, told);
      return told;
    },
    async upload(run, pace = STEADY) {
      run.started = "asked";
      const { package: skill_package, inputs: file } = run.wanted;
      const { status } = await form(`${routeOf(run)}/${run.id}/upload`, { skill_package, file }, pace);
      if (status === 200) run.started = "granted";
      return status;
    },
    async untilEnd(run, ms = patienceMs) {
      for (const began = performance.now(); performance.now() - began < ms; await sleep(POLL_MS)) {
        const { status, body } = await ask("GET", `${routeOf(run)}/${run.id}`);
        if (status === 404 && run.delete === "no") journal.oddities.push(`run ${run.id} is not found`);
        if (status !== 200) return null;
        if (!TERMINAL.includes(body.status as string)) continue;
        run.seen = { status: String(body.status), code: (body.error?.code as string | undefined) ?? null };
        return run.seen.status;
      }
      return null;
    },
    async cancel(run) {
      if (run.cancel === "no") run.cancel = "asked";
      const { status } = await ask("POST", `${routeOf(run)}/${run.id}/cancel`);
      if (status === 202) run.cancel = "granted";
    },
    async remove(run) {
      if (run.delete === "no") run.delete = "asked";
      const { status } = await ask("DELETE", `${routeOf(run)}/${run.id}`);
      if (status === 204) run.delete = "granted";
    },
    async readAll(run) {
      for (const what of ["/result", "/artifacts", "/logs", "/bundle"]) {
        const { status } = await ask("GET", `${routeOf(run)}/${run.id}${what}`);
        if (status !== 200 && run.seen !== null && run.delete === "no" && !tolerant)
          journal.oddities.push(`${what} of the ended run ${run.id} was answered ${status}`);
      }
    },
    async install(version, ms = patienceMs) {
      journal.versions.push(version);
      const { status, body } = await form("/v1/skill-packages/install", { skill_package: version.zip });
      if (status !== 200) return null;
      const told: ToldInstall = { id: String(body.request_id), version, seen: null };
      journal.installs.set(told.id, told);
      for (const began = performance.now(); performance.now() - began < ms; await sleep(POLL_MS)) {
        const asked = await ask("GET", `/v1/skill-packages/${told.id}`);
        if (!TERMINAL.includes(asked.body.status as string)) continue;
        told.seen = String(asked.body.status);
        break;
      }
      return told;
    },
    async validate(bytes) {
      await form("/v1/skill-packages/validate", { skill_package: bytes });
    },
  };
}

const STEADY = { pauseMs: 0, breaksOff: false };

function paced(whole: Uint8Array<ArrayBuffer>, { pauseMs, breaksOff }: typeof STEADY): ReadableStream<Uint8Array> {
  const half = Math.floor(whole.length / 2);
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(whole.subarray(0, half));
      await sleep(pauseMs);
      if (breaksOff) return controller.error(new Error("The sender breaks off."));
      controller.enqueue(whole.subarray(half));
      controller.close();
    },
  });
}
