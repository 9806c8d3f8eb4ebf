// Which promises do the logs of a run have to keep?
import { LOG_LIMIT_MARK, type LogStream } from "@mayfly/core";
import { describe, expect, test } from "vitest";
import { bytesOf, textOf } from "../bytes-of.ts";
import type { OutputsScene } from "./run-outputs-under-test.ts";

export function logPromises(scene: () => OutputsScene): void {
  const logs = async (maxBytes = 1000) => (await scene().outputs.openLogs(scene().run, maxBytes))._unsafeUnwrap();
  const read = async (stream: LogStream, offset: number | null = 0, length = 1000) => {
    const slice = (await scene().outputs.readLog(scene().run, stream, offset, length))._unsafeUnwrap();
    return { ...slice, bytes: textOf(slice.bytes) };
  };

  describe("logs", () => {
    test("`readLog()` of a run without logs is empty", async () => {
      expect(await read("stdout")).toEqual({ bytes: "", offset: 0, size: 0 });
      expect(await read("stderr", null)).toEqual({ bytes: "", offset: 0, size: 0 });
    });

    test("`write()` appends in order, each stream by itself, and can be read before the end", async () => {
      const writer = await logs();
      const writes = ["a", "b", "c", "d"].map((letter) => writer.write("stdout", bytesOf(letter)));
      await Promise.all([...writes, writer.write("stderr", bytesOf("oops"))]);
      expect(await read("stdout")).toEqual({ bytes: "abcd", offset: 0, size: 4 });
      expect(await read("stderr")).toEqual({ bytes: "oops", offset: 0, size: 4 });
      expect((await writer.close()).isOk()).toBe(true);
    });

    test("`readLog()` answers a part from an offset, and the last bytes without one", async () => {
      const writer = await logs();
      await writer.write("stdout", bytesOf("0123456789"));
      await writer.close();
      expect(await read("stdout", 4, 3)).toEqual({ bytes: "456", offset: 4, size: 10 });
      expect(await read("stdout", null, 3)).toEqual({ bytes: "789", offset: 7, size: 10 });
      expect(await read("stdout", null, 30)).toEqual({ bytes: "0123456789", offset: 0, size: 10 });
      expect(await read("stdout", 10, 5)).toEqual({ bytes: "", offset: 10, size: 10 });
      expect(await read("stdout", 99, 5)).toEqual({ bytes: "", offset: 10, size: 10 });
    });

    test("`write()` drops what is past the limit, with one mark for each stream", async () => {
      const writer = await logs(8);
      await writer.write("stdout", bytesOf("12345"));
      await writer.write("stdout", bytesOf("67890"));
      await writer.write("stdout", bytesOf("more"));
      await writer.write("stderr", bytesOf("12345678"));
      expect((await writer.close()).isOk()).toBe(true);
      expect((await read("stdout")).bytes).toBe(`12345678${LOG_LIMIT_MARK}`);
      expect((await read("stderr")).bytes).toBe("12345678");
    });

    test("`openLogs()` goes on after what is there", async () => {
      const first = await logs();
      await first.write("stdout", bytesOf("before "));
      await first.close();
      const second = await logs(10);
      await second.write("stdout", bytesOf("after"));
      await second.close();
      expect((await read("stdout")).bytes).toBe(`before aft${LOG_LIMIT_MARK}`);
    });

    test("`close()` twice is ok, and a write after it changes nothing and does not reject", async () => {
      const writer = await logs();
      await writer.write("stdout", bytesOf("kept"));
      expect((await writer.close()).isOk()).toBe(true);
      expect((await writer.close()).isOk()).toBe(true);
      await writer.write("stdout", bytesOf("late"));
      expect((await read("stdout")).bytes).toBe("kept");
    });
  });
}
