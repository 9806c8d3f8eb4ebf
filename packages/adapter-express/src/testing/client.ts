// How do the tests speak to the service, as an ordinary client does?
import { problemDocumentSchema, type ProblemDocument } from "@mayfly/core/contract";
import { expect } from "vitest";
import { A_PACKAGE } from "./a-package.ts";
import type { Service } from "./start-service.ts";

export const BASE = "/v1/temp-skill-runs";

export async function createRun({ url }: Service, body: unknown = {}): Promise<string> {
  const answer = await postJson(`${url}${BASE}`, body);
  expect(answer.status).toBe(200);
  const { request_id: id } = (await answer.json()) as { request_id: string };
  return id;
}

export function postJson(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

export function form(parts: Readonly<Record<string, Uint8Array>>): FormData {
  const data = new FormData();
  for (const [name, bytes] of Object.entries(parts)) data.append(name, new Blob([bytes.slice()]), `${name}.zip`);
  return data;
}

export function upload(
  { url }: Service,
  id: string,
  body: FormData = form({ skill_package: A_PACKAGE }),
): Promise<Response> {
  return fetch(`${url}${BASE}/${id}/upload`, { method: "POST", body });
}

/** A run that has gone through to its end. */
export async function finishedRun(service: Service, body: unknown = {}): Promise<string> {
  const id = await createRun(service, body);
  const answer = await upload(service, id);
  expect(answer.status).toBe(200);
  await ended(service, id);
  return id;
}

/** Resolves with the status document when the run has reached its end. */
export async function ended({ url }: Service, id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const status = (await (await fetch(`${url}${BASE}/${id}`)).json()) as Record<string, unknown>;
    if (["succeeded", "failed", "canceled"].includes(String(status["status"]))) return status;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** The problem document of a refusal, held to the contract. */
export async function problemOf(answer: Response, status: number, code: string): Promise<ProblemDocument> {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const document = problemDocumentSchema.parse(await answer.json());
  expect({ status: answer.status, code: document.code }).toEqual({ status, code });
  expect(document.status).toBe(status);
  expect(document.detail).toMatch(/^.+[.!?)]$/s);
  return document;
}
