// `mayfly skill install`: each of these packages takes its place among the installed skills.
import { realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import { bufferSource, escapeForDisplay, writeArchive, type ByteSource, type Install } from "@mayfly/core";
import { complain as complainOf, isUnreadable } from "../archives/system-errors.ts";
import { showProblems } from "../archives/show-problems.ts";
import { openFileByteSource, openRegistry, readFolder, type ChangingRegistry } from "../compose-registry.ts";
import { complain, configOf, FAILED, FAULTS, REFUSED, type SkillOptions } from "../skills/skill-command.ts";

/** Installs zips and folders one after another. Answers the exit code: 0 all installed, 1 one refused, 2 one failed. */
export async function skillInstall(paths: readonly string[], options: SkillOptions): Promise<number> {
  const config = configOf(options);
  if (config === null) return FAILED;
  const opened = await openRegistry(config, FAULTS);
  if (opened.isErr()) {
    complain(opened.error);
    return FAILED;
  }
  const { registry, close } = opened.value;
  try {
    let code = 0;
    for (const path of paths) code = Math.max(code, await installOne(registry, path));
    return code;
  } finally {
    await close();
  }
}

async function installOne(registry: ChangingRegistry, path: string): Promise<number> {
  try {
    const source = await sourceAt(registry, path);
    if (source === null) return REFUSED;
    try {
      const installed = await registry.install(source);
      if (installed.isOk()) return tell(path, installed.value);
      complain(installed.error.message);
      return installed.error.code === "REQUEST_TOO_LARGE" ? REFUSED : FAILED;
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    complainOf(`install ${path}`, error);
    return FAILED;
  }
}

interface OpenedSource extends ByteSource {
  close(): Promise<void>;
}

/** A zip as it is, a folder packed; `null` when the folder cannot be packed, which is then told. */
async function sourceAt({ packageLimits }: ChangingRegistry, path: string): Promise<OpenedSource | null> {
  const real = realpathSync(path);
  if (!statSync(real).isDirectory()) return openFileByteSource(real);
  const archive = readFolder(real, basename(real), packageLimits).andThen(({ files }) => writeArchive(files));
  if (archive.isOk()) return { ...bufferSource(archive.value), close: async () => undefined };
  showProblems(path, archive.error);
  return null;
}

function tell(path: string, { skillId, version, state }: Install): number {
  if (state.status === "failed") {
    const { code, message, problems } = state.error;
    if (problems.length > 0) showProblems(path, problems);
    else complain(`Cannot install ${path}: ${message}`);
    return code.startsWith("REQUEST_") || code === "RUN_NO_SPACE" ? FAILED : REFUSED;
  }
  const verb = state.action === "upgrade" ? "upgraded " : "installed";
  process.stdout.write(`${verb}  ${escapeForDisplay([skillId, version].filter(Boolean).join(" "))}\n`);
  return 0;
}
