// Where does the package of a run of an installed skill come from? (req C1; design §2)
import { err, type Result } from "neverthrow";
import type { ByteSource } from "../bytes/byte-source.ts";
import type { SkillCatalog } from "../ports/skill-catalog.ts";
import type { Context } from "./context.ts";
import { runnable } from "./judge-parameter.ts";
import type { UploadSession } from "./receive-upload.ts";
import { refusal, refusalOfFault, type Refusal } from "./refusal.ts";
import type { StagedRun } from "./stage-run.ts";

/**
 * A session whose package is the installed skill `id`, as it is when the session finishes. From then on the run has a
 * copy of its own, as if it had been uploaded: whatever happens to the skill, this run is not touched.
 */
export function withInstalledPackage(
  context: Context,
  session: UploadSession,
  id: string,
  catalog: SkillCatalog,
): UploadSession {
  return { ...session, finish: () => finish(context, session, id, catalog) };
}

async function finish(
  { ports }: Context,
  session: UploadSession,
  id: string,
  catalog: SkillCatalog,
): Promise<Result<StagedRun, Refusal>> {
  const run = session.run.id;
  const packed = await catalog.pack(id);
  if (packed.isErr()) {
    await session.giveBack();
    return err(refusalOfFault(packed.error, run, ports.log));
  }
  const contract = runnable(packed.value?.skill ?? null);
  if (contract.isErr() || packed.value === null) {
    // It was there, and whole, when the run was asked for.
    const why = contract.isErr() ? contract.error : refusal("SKILL_NOT_FOUND", "The skill is not installed any more.");
    const refused = { ...why, run };
    await session.refuse(refused);
    return err(refused);
  }
  const received = await session.receive("package", chunksOf(packed.value.package));
  return received.isErr() ? err(received.error) : session.finish();
}

const CHUNK_BYTES = 256 * 1024;

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let place = 0; place < source.size; place += CHUNK_BYTES)
    yield await source.read(place, Math.min(CHUNK_BYTES, source.size - place));
}
