// Do the pages work as they are written? Their commands are run one after the other, with curl, against a real server.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aClone, hasCurl, type Clone } from "./testing/clone.ts";

describe.skipIf(!hasCurl())("what a page says", () => {
  let clone: Clone;
  beforeAll(async () => {
    clone = await aClone();
  });
  afterAll(() => clone.remove());

  test("works in the tutorial, from create to delete", () => {
    const printed = clone.follow("tutorials/first-run.md");
    const [prepared, created, , uploaded, watched, taken, left, refused, deleted] = printed;
    expect(prepared).toContain("csv-profile.zip");
    expect(created).toContain('"status":"queued"');
    expect(uploaded).toMatch(/"extracted_files":\d+/);
    expect(watched).toContain('"status":"succeeded"');
    expect(watched).toContain('"action":"removed"');
    expect(taken).toContain('"status":"success"');
    expect(taken).toContain("Wildlife strikes");
    expect(left).not.toContain("data/tmp");
    expect(left).toMatch(/data\/runs\/[0-9a-f]{2}\/\w+\/result\.json/);
    expect(refused).toContain('"code":"ARCHIVE_NOT_A_ZIP"');
    expect(deleted?.trim()).toBe("204");
  });

  test("works where a run is looked into", () => {
    const [logs, uploaded, status, files, deleted] = clone.follow("how-to/look-into-a-run.md", { before: "ID=none" });
    expect(logs).toContain("RUN_NOT_FOUND");
    expect(uploaded).toMatch(/"extracted_files":\d+/);
    expect(status).toContain('"state":"retained"');
    for (const file of [/upload\.\w+\/package\.zip/, /upload\.\w+\/inputs\.zip/, /work\.\w+\/skill\/SKILL\.md/]) {
      expect(files).toMatch(file);
    }
    expect(files).toMatch(/work\.\w+\/run\/artifacts\/report\.md/);
    expect(deleted).toBe("204\n");
  });
});
