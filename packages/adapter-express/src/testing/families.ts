// How do the tests take the steps of a run in either family?
import { createMemorySkills } from "@mayfly/core/memory";
import { expect } from "vitest";
import { A_PACKAGE, A_SKILL, AN_INPUT } from "./a-package.ts";
import { aProgram } from "./a-program.ts";
import { form } from "./client.ts";
import { ask, post, untilEnded, type Answered, type Json } from "./contract-client.ts";
import { startService, type Service, type ServiceOptions } from "./start-service.ts";

export interface Family {
  readonly base: string;
  /** Where the other family stands. */
  readonly other: string;
  /** What a create has to say. */
  readonly create: Json;
  /** What an upload has to bring. */
  readonly parts: Readonly<Record<string, Uint8Array>>;
}

export const TEMPORARY: Family = {
  base: "/v1/temp-skill-runs",
  other: "/v1/jobs",
  create: {},
  parts: { skill_package: A_PACKAGE, file: AN_INPUT },
};
export const JOBS: Family = {
  base: "/v1/jobs",
  other: "/v1/temp-skill-runs",
  create: { skill_id: "echo" },
  parts: { file: AN_INPUT },
};

/** A service that has the skill `echo` installed. */
export async function serviceOfBoth(options: ServiceOptions = {}): Promise<Service> {
  const skills = createMemorySkills();
  skills.put("echo", A_SKILL);
  return startService({ program: aProgram, skills, ...options });
}

/** A new run, and its address. */
export async function create(
  service: Service,
  { base, create: body }: Family,
  options: Json = {},
): Promise<{ readonly answer: Answered; readonly at: string }> {
  const answer = await post(service, base, { ...body, runtime_options: options });
  expect(answer.status).toBe(200);
  return { answer, at: `${base}/${String(answer.json["request_id"])}` };
}

export function upload(service: Service, { parts }: Family, at: string): Promise<Answered> {
  return ask(service, "POST", `${at}/upload`, { body: form(parts) });
}

/** The address of a run that has succeeded. */
export async function finished(service: Service, family: Family, options: Json = {}): Promise<string> {
  const { at } = await create(service, family, options);
  expect((await upload(service, family, at)).status).toBe(200);
  expect(await untilEnded(service, at)).toMatchObject({ status: "succeeded" });
  return at;
}
