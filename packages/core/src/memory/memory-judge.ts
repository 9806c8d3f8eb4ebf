// How does a process judge by itself?
import { ok } from "neverthrow";
import { bufferSource } from "../bytes/buffer-source.ts";
import type { ByteSource, SyncByteSource } from "../bytes/byte-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import { examineArchive } from "../package/examine-archive.ts";
import { judgeUpload } from "../package/judge-upload.ts";
import type { Judge } from "../ports/judge.ts";
import { judgeOutput } from "../result/judge-output.ts";

const CODECS = { inflate: fflateInflate, checksum: tableCrc32, sha256: nobleSha256 };

/**
 * A judge that calls the rules where it is called. For tests, and for packages that are trusted: a stranger's schema
 * can hold up the caller here, which `Judge` says must not happen to a server.
 */
export function createMemoryJudge(): Judge {
  return {
    async judgePackage(pkg) {
      return ok(examineArchive({ ...pkg, package: await wholeOf(pkg.package) }, CODECS, { verify: true }).report);
    },
    async judgeUpload(upload) {
      const inputs = upload.inputs === null ? null : await wholeOf(upload.inputs);
      return ok(judgeUpload({ ...upload, package: await wholeOf(upload.package), inputs }, CODECS));
    },
    async judgeOutput(output) {
      return ok(judgeOutput({ ...output, package: await wholeOf(output.package) }, CODECS));
    },
  };
}

async function wholeOf(source: ByteSource): Promise<SyncByteSource> {
  return bufferSource(await source.read(0, source.size));
}
