// What becomes of outputs that are no plain files, behind each wall that keeps strangers in?
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesIn } from "./demo/left-behind.ts";
import { read, runOnce } from "./testing/http-steps.ts";
import { freshDataDir, served, type Served } from "./testing/served.ts";
import { skillZip } from "./testing/skill.ts";

/** Each deed may be stopped by the wall already; then there is nothing to collect. */
const DEEDS = `
const { spawnSync } = await import("node:child_process");
const attempt = (deed) => { try { deed(); } catch {} };
const artifact = (name) => path.join(job.artifacts_dir, name);
const pipe = (place) => attempt(() => spawnSync("mkfifo", [place]));
const link = (place) => attempt(() => fs.symlinkSync("/etc/passwd", place));
`;
const ARTIFACTS = `${DEEDS}
fs.writeFileSync(artifact("note.txt"), "kept");
link(artifact("link.txt"));
pipe(artifact("pipe.txt"));
attempt(() => fs.linkSync(path.join(job.skill_dir, "SKILL.md"), artifact("hard.txt")));
finish({});`;
const NO_FILE = ["RESULT_OUTPUT_NOT_A_FILE", "RESULT_OUTPUT_MISSING"];

describe.each(["bubblewrap", "namespaces"])("behind %s", (wall) => {
  const data = freshDataDir();
  let server: Served;
  let stands = false;
  beforeAll(async () => {
    server = await served(data.path, { MAYFLY_SANDBOX: wall });
    stands = server.log.some((line) => line["msg"] === "scripts run behind a wall");
    if (!stands) console.log(`skipped behind ${wall} because it does not stand on this machine`);
  });
  afterAll(async () => {
    expect(await server.end()).toBe(0);
    expect((await filesIn(data.path)).filter(({ path }) => path.startsWith("tmp/"))).toEqual([]);
    data.remove();
  });

  test("a link or a pipe among the artifacts is left out, and the plain file is kept", async ({ skip }) => {
    if (!stands) return skip();
    const status = await runOnce(server.url, skillZip("artifacts", { program: ARTIFACTS }));
    expect(status).toMatchObject({ status: "succeeded", error: null });
    const { body } = await read(server.url, status["request_id"], "/result");
    expect(body["result"].artifacts).toEqual(["artifacts/note.txt"]);
    const { validation_warnings: warnings } = body["result"];
    for (const { code } of warnings) expect(code).toBe("RESULT_ARTIFACT_NOT_A_FILE");
    // Node's permission model lets a script make neither; inside bubblewrap it may, and must be told.
    if (wall === "bubblewrap") expect(warnings.length).toBeGreaterThanOrEqual(2);
  });

  test.for(["link", "pipe"])("a %s as the output document ends the run as failed", async (deed, { skip }) => {
    if (!stands) return skip();
    const status = await runOnce(server.url, skillZip("output", { program: `${DEEDS}\n${deed}(job.output_path);` }));
    expect(status["status"]).toBe("failed");
    expect(NO_FILE).toContain(status["error"].code);
    const { body } = await read(server.url, status["request_id"], "/result");
    expect(body["result"]).toMatchObject({ data: null, artifacts: [] });
  });
});
