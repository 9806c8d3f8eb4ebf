// Does a program run to its end, and is all that it said there then?
import { expect, test } from "vitest";
import { withEngine, type OpenEngine } from "./engine-under-test.ts";
import { outcomeOf, pause, trySteps } from "./try-steps.ts";

export function running(open: OpenEngine): void {
  test.each([0, 1, 7])("`execute()` tells that the program exited with %i, and whatever it wrote is there", (code) =>
    withEngine(open, async (under) => {
      const write = { does: "write", path: "done.txt", text: `${code}` } as const;
      const tried = await trySteps(under, [write, { does: "end", code }]);
      expect(outcomeOf(tried)).toEqual({ kind: "exited", code });
      expect(await tried.artifact("done.txt")).toBe(`${code}`);
      expect(tried.text).toEqual({ stdout: "", stderr: "" });
    }),
  );

  test("`execute()` gives the program its document", () =>
    withEngine(open, async (under) => {
      const document = { parameter: { text: "größe 🦋", "": [null, 0.5, { a: 1 }] }, big: "x".repeat(200_000) };
      const tried = await trySteps(under, [{ does: "print_document" }], { document });
      expect(outcomeOf(tried)).toEqual({ kind: "exited", code: 0 });
      expect(JSON.parse(tried.text.stdout)).toEqual(document);
    }));

  test("`execute()` resolves when all output is in a slow log, each stream in its order", () =>
    withEngine(open, async (under) => {
      const lines = Array.from({ length: 8 }, (_, n) => `${n} ${"ö".repeat(20_000)}\n`);
      let late = "";
      const tried = await trySteps(
        under,
        lines.flatMap((text) => [
          { does: "print", stream: "stdout", text } as const,
          { does: "print", stream: "stderr", text: `error ${text}` } as const,
        ]),
        {
          printed({ text }) {
            late = text.stdout + text.stderr;
          },
        },
      );
      expect(outcomeOf(tried)).toEqual({ kind: "exited", code: 0 });
      expect(tried.pending).toBe(0);
      expect(tried.text.stdout === lines.join("")).toBe(true);
      expect(tried.text.stderr === lines.map((line) => `error ${line}`).join("")).toBe(true);
      await pause(50);
      expect(late === tried.text.stdout + tried.text.stderr).toBe(true);
    }));

  test("`execute()` keeps apart what runs at once", () =>
    withEngine(open, async (under) => {
      const codes = [3, 4, 5];
      const tries = codes.map((code) =>
        trySteps(under, [
          { does: "print", stream: "stdout", text: `${code}` },
          { does: "end", code },
        ]),
      );
      const all = await Promise.all(tries);
      expect(all.map(outcomeOf)).toEqual(codes.map((code) => ({ kind: "exited", code })));
      expect(all.map(({ text }) => text.stdout)).toEqual(codes.map(String));
    }));

  test("`execute()` ends a job that writes more than its limits, where the engine counts", () =>
    withEngine(open, async (under) => {
      const write = { does: "write", path: "large.txt", text: "x".repeat(300_000) } as const;
      const tried = await trySteps(under, [write], { limits: { maxWrittenBytes: 100_000 } });
      const outcome = outcomeOf(tried);
      if (under.countsFiles === true)
        expect(outcome).toEqual({ kind: "files_limit", message: expect.stringMatching(/^\S.*\.$/su) });
      else expect(outcome).toEqual({ kind: "exited", code: 0 });
    }));
}
