import { expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import { aRegistryWorld, demoOf, install } from "../testing/a-registry.ts";
import { BIRTH } from "../testing/a-run.ts";
import { SKILL, skillWith, zipOf } from "../testing/skill-package.ts";
import { installStatusSchema, startedInstallSchema, toInstallStatus, toStartedInstall } from "./installs.ts";
import { iso } from "./iso.ts";

test("an install is what its schema says, from the beginning to each end", async () => {
  const registry = aRegistryWorld().start();
  const started = (await registry.install({ package: bufferSource(zipOf(SKILL)) }))._unsafeUnwrap();
  const { id } = started.install;
  const answer = toStartedInstall(started.install);
  expect(startedInstallSchema.strict().parse(answer)).toEqual({ request_id: id, status: "running" });
  const begun = toInstallStatus(started.install);
  expect(installStatusSchema.strict().parse(begun)).toEqual({
    request_id: id,
    status: "running",
    skill_id: null,
    version: null,
    action: null,
    error: null,
    created_at: iso(BIRTH),
    updated_at: iso(BIRTH),
  });
  const ended = toInstallStatus(await started.ended);
  expect(installStatusSchema.strict().parse(ended)).toMatchObject({
    status: "succeeded",
    skill_id: "demo",
    version: "1.2.3",
    action: "install",
    error: null,
  });
  const refused = toInstallStatus(await install(registry, demoOf("1.0.0")));
  expect(installStatusSchema.strict().parse(refused)).toMatchObject({
    status: "failed",
    skill_id: "demo",
    action: null,
    error: { code: "SKILL_VERSION_NOT_HIGHER", errors: [{ pointer: "/version", hint: "Raise the version." }] },
  });
  const broken = toInstallStatus(await install(registry, skillWith({ "demo/SKILL.md": null })));
  expect(installStatusSchema.strict().parse(broken)).toMatchObject({
    status: "failed",
    error: { code: "PACKAGE_SKILL_MD_MISSING" },
  });
});
