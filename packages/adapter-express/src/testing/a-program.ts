// What does the program of these tests leave? A report, an empty file, one with an odd name, and a few lines of log.
import type { Program } from "./function-engine.ts";

/** 14 000 bytes. */
export const REPORT = "# Bericht ✓\n".repeat(1000);
export const ODD_NAME = "sub folder/Ü b%2e (1).md";

export const aProgram: Program = async ({ job, write }) => {
  await job.logs.write("stdout", Buffer.from("héllo\n"));
  await job.logs.write("stderr", new Uint8Array([0x61, 0xff, 0x62]));
  write("run/output.json", '{"answer":42}');
  write("run/artifacts/report.md", REPORT);
  write("run/artifacts/empty.bin", "");
  write(`run/artifacts/${ODD_NAME}`, "odd");
  return { kind: "exited", code: 0 };
};
