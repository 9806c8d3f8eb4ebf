// Does a program end when it has to, by its own server or by the next?
import { expect, test } from "vitest";
import { NO_PROCESSES, withEngine, type OpenEngine } from "./engine-under-test.ts";
import type { Step } from "./steps.ts";
import { outcomeOf, trySteps } from "./try-steps.ts";

const say = (text: string): Step => ({ does: "print", stream: "stdout", text });
const GRACE_MS = 400;
/** What ending may take besides the grace, on a busy machine. */
const SOON_MS = 15_000;

export function ending(open: OpenEngine): void {
  test("an abort asks the program to end, which is waited for, and its last words are in the log", () =>
    withEngine(open, async (under) => {
      const abort = new AbortController();
      const tried = await trySteps(under, [say("up\n"), { does: "wait", deaf: false }, say("tidied\n")], {
        signal: abort.signal,
        limits: { graceMs: 2 * SOON_MS },
        printed: () => abort.abort(),
      });
      expect(outcomeOf(tried)).toEqual({ kind: "stopped" });
      expect(tried.text.stdout).toBe("up\ntidied\n");
      expect(tried.pending).toBe(0);
    }));

  test("an abort ends a program that does not heed it when the grace is over, and no sooner", ({ skip }) =>
    withEngine(open, async (under) => {
      const { processes } = under;
      if (processes === undefined) return skip(NO_PROCESSES);
      const abort = new AbortController();
      let asked = Number.NaN;
      const tried = await trySteps(under, [say("up\n"), { does: "wait", deaf: true }, say("too late\n")], {
        signal: abort.signal,
        limits: { graceMs: GRACE_MS },
        printed() {
          if (!abort.signal.aborted) asked = performance.now();
          abort.abort();
        },
      });
      const took = performance.now() - asked;
      expect(outcomeOf(tried)).toEqual({ kind: "stopped" });
      expect(tried.text.stdout).toBe("up\n");
      expect(took).toBeGreaterThan(GRACE_MS * 0.9);
      expect(took).toBeLessThan(GRACE_MS + SOON_MS);
      for (const process of tried.identities) expect(await processes.lives(process)).toBe(false);
    }));

  test("`reap()` of a process that is gone is ok, however often", () =>
    withEngine(open, async (under) => {
      const { identities } = await trySteps(under, []);
      expect(identities).toHaveLength(1);
      for (const process of [...identities, ...identities])
        expect((await under.engine.reap(process)).isOk()).toBe(true);
    }));

  test("`reap()` spares a process that only has the number of the recorded one", ({ skip }) =>
    withEngine(open, async (under) => {
      if (under.processes === undefined) return skip(NO_PROCESSES);
      const abort = new AbortController();
      const reaped: boolean[] = [];
      const tried = await trySteps(under, [say("up\n"), { does: "wait", deaf: false }, say("still there\n")], {
        signal: abort.signal,
        limits: { graceMs: 2 * SOON_MS },
        async printed({ identities: [process], text }) {
          if (process === undefined || text.stdout !== "up\n") return;
          for (const other of [{ startTime: "1" }, { bootId: "another" }])
            reaped.push((await under.engine.reap({ ...process, ...other })).isOk());
          abort.abort();
        },
      });
      expect(reaped).toEqual([true, true]);
      expect(outcomeOf(tried)).toEqual({ kind: "stopped" });
      expect(tried.text.stdout).toBe("up\nstill there\n");
    }));

  test("`reap()` of a process that lives ends it, and resolves when it is gone", ({ skip }) =>
    withEngine(open, async (under) => {
      const { processes } = under;
      if (processes === undefined) return skip(NO_PROCESSES);
      // Another, as after a restart.
      await withEngine(open, async ({ engine }) => {
        const lived: boolean[] = [];
        const abort = new AbortController();
        let reaped = false;
        const tried = await trySteps(under, [say("up\n"), { does: "wait", deaf: true }, say("too late\n")], {
          signal: abort.signal,
          async printed({ identities: [process], text }) {
            if (process === undefined || text.stdout !== "up\n") return;
            lived.push(await processes.lives(process));
            reaped = (await engine.reap(process)).isOk();
            lived.push(await processes.lives(process));
            // Where it lives on, nobody has to wait for it.
            abort.abort();
          },
        });
        expect(reaped).toBe(true);
        expect(lived).toEqual([true, false]);
        expect(tried.text.stdout).toBe("up\n");
      });
    }));
}
