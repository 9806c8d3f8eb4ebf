// What does the program of these tests leave? A report, an empty file, one with an odd name, and a few lines of log.
import type { FunctionProgram } from "@mayfly/core/memory";

/** 14 000 bytes. */
export const REPORT = "# Bericht ✓\n".repeat(1000);
export const ODD_NAME = "sub folder/Ü b%2e (1).md";

export const aProgram: FunctionProgram = async ({ output, artifact, print }) => {
  await print("stdout", "héllo\n");
  await print("stderr", Uint8Array.of(0x61, 0xff, 0x62));
  output({ answer: 42 });
  artifact("report.md", REPORT);
  artifact("empty.bin", "");
  artifact(ODD_NAME, "odd");
};
