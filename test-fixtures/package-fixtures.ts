// Which packages right and wrong lie here, and what must each of them get?
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROFILES, type ProblemCode, type Profile } from "@mayfly/core";

/** What the name of a package's folder says. */
export interface PackageFixture {
  /** The folder below `packages/`, such as `refused/PACKAGE_VERSION--a-word`. */
  readonly name: string;
  readonly verdict: "accepted" | "warned" | "refused";
  /** Of every error, or of every warning; `null` when there is nothing to tell. */
  readonly code: ProblemCode | null;
  /** `autoskill` unless the name has another. */
  readonly profile: Profile;
  /** Content by path, sorted; the root of the archive is the folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

const FOLDER = join(import.meta.dirname, "packages");

/** Every package below `accepted/`, `warned/` and `refused/`. */
export const packageFixtures: readonly PackageFixture[] = (["accepted", "warned", "refused"] as const).flatMap(
  (verdict) =>
    readdirSync(join(FOLDER, verdict))
      .toSorted()
      .map((what): PackageFixture => {
        const parts = what.split("--");
        const profile = parts.find((part): part is Profile => part in PROFILES);
        return {
          name: `${verdict}/${what}`,
          verdict,
          code: verdict === "accepted" ? null : (parts[0] as ProblemCode),
          profile: profile ?? "autoskill",
          files: filesBelow(join(FOLDER, verdict, what)),
        };
      }),
);

function filesBelow(root: string): Record<string, Uint8Array> {
  const paths = readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return Object.fromEntries(
    paths.map((path) => [path.slice(root.length + 1).replaceAll("\\", "/"), Uint8Array.from(readFileSync(path))]),
  );
}
