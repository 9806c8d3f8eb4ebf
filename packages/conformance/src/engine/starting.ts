// Is a program on record before it acts, and does it never act when it is not?
import { err, ok, type Result } from "neverthrow";
import { expect, test } from "vitest";
import { withEngine, type OpenEngine } from "./engine-under-test.ts";
import type { Step } from "./steps.ts";
import { outcomeOf, pause, trySteps, type Seen } from "./try-steps.ts";

/** Long enough for a program that does not wait for its gate. */
const AT_THE_GATE_MS = 300;

/** Acts at once, in every way that there is. */
const ACTS: readonly Step[] = [
  { does: "write", path: "acted.txt", text: "yes" },
  { does: "print", stream: "stdout", text: "acted" },
];

export function starting(open: OpenEngine): void {
  /** What the program has done so far. */
  const deedsOf = async ({ text, artifact }: Seen) => ({ ...text, written: await artifact("acted.txt") });
  const NOTHING = { stdout: "", stderr: "", written: null };

  test("`started` is called once, and the program acts only after it answered", () =>
    withEngine(open, async (under) => {
      const atTheGate: unknown[] = [];
      const tried = await trySteps(under, ACTS, {
        async started(seen) {
          await pause(AT_THE_GATE_MS);
          atTheGate.push(await deedsOf(seen));
          return ok();
        },
      });
      expect(outcomeOf(tried)).toEqual({ kind: "exited", code: 0 });
      expect(atTheGate).toEqual([NOTHING]);
      expect(await deedsOf(tried)).toEqual({ stdout: "acted", stderr: "", written: "yes" });
    }));

  test("`started` is told of a process that can be kept as JSON, and that lives where there are processes", () =>
    withEngine(open, async (under) => {
      const lives: unknown[] = [];
      const tried = await trySteps(under, [], {
        async started({ identities: [process] }) {
          if (process !== undefined) lives.push(await under.processes?.lives(process));
          return ok();
        },
      });
      const [process] = tried.identities;
      expect(process).toEqual({
        pid: expect.any(Number),
        startTime: expect.any(String),
        bootId: expect.any(String),
      });
      expect(JSON.parse(JSON.stringify(process))).toEqual(process);
      expect(lives).toEqual([under.processes && true]);
      if (process !== undefined) expect(await under.processes?.lives(process)).toBe(under.processes && false);
    }));

  test("a program whose start could not be recorded never acts, and that is told with a sentence", () =>
    withEngine(open, async (under) => {
      const tried = await trySteps(under, ACTS, { started: async () => err("no record") });
      expect(outcomeOf(tried)).toEqual({ kind: "not_started", message: expect.stringMatching(/^\S.*\.$/su) });
      expect(tried.identities).toHaveLength(1);
      await pause(AT_THE_GATE_MS);
      expect(await deedsOf(tried)).toEqual(NOTHING);
    }));

  const answers: [string, Result<void, unknown>][] = [
    ["is on record", ok()],
    ["could not be recorded", err("no record")],
  ];
  test.each(answers)("a job that is aborted at its gate is stopped, and never acts, when its start %s", (_, answer) =>
    withEngine(open, async (under) => {
      const abort = new AbortController();
      const started = async () => {
        abort.abort();
        return answer;
      };
      const tried = await trySteps(under, ACTS, { signal: abort.signal, started });
      expect(outcomeOf(tried)).toEqual({ kind: "stopped" });
      expect(tried.identities).toHaveLength(1);
      await pause(AT_THE_GATE_MS);
      expect(await deedsOf(tried)).toEqual(NOTHING);
    }),
  );

  test("a job that was aborted before is stopped, and nothing of it is started", () =>
    withEngine(open, async (under) => {
      const tried = await trySteps(under, ACTS, { signal: AbortSignal.abort() });
      expect(outcomeOf(tried)).toEqual({ kind: "stopped" });
      expect(tried.identities).toEqual([]);
      await pause(AT_THE_GATE_MS);
      expect(await deedsOf(tried)).toEqual(NOTHING);
    }));
}
