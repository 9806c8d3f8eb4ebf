// Which packages were examined lately, byte for byte, and need not be examined again? (decision 0018)
import type { ArchivedPackage } from "./examine-archive.ts";
import type { Examination } from "./judge-package.ts";

const MOST_PACKAGES = 16;
/** A program takes some 15 KB for each part of its schema, and some 500 bytes for each value in it. */
const MOST_SCHEMA_PARTS = 128;
const MOST_SCHEMA_CHARACTERS = 8 * 1024;
const MOST_REPORT_CHARACTERS = 64 * 1024;

/** The last valid packages, the small ones alone: what strangers send must not fill the memory. */
export class KnownPackages {
  readonly #examinations = new Map<string, Examination>();

  /**
   * What `examine` says of the package with the digest `sha256`, under the terms that it is examined under. Said once, it
   * holds for the same bytes under the same terms.
   */
  examine(sha256: string, terms: Omit<ArchivedPackage, "package">, examine: () => Examination): Examination {
    const { packageLimits, profile, strict = false, unknownFields = null } = terms;
    const limits = Object.entries(packageLimits).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const key = JSON.stringify([sha256, profile, strict, unknownFields, limits]);
    const known = this.#examinations.get(key);
    const examination = known ?? examine();
    if (known === undefined && !isSmallAndValid(examination)) return examination;
    // The last one that was asked for stands last.
    this.#examinations.delete(key);
    this.#examinations.set(key, examination);
    const [oldest] = this.#examinations.keys();
    if (this.#examinations.size > MOST_PACKAGES && oldest !== undefined) this.#examinations.delete(oldest);
    return examination;
  }
}

function isSmallAndValid({ report, parameterSchema }: Examination): boolean {
  if (!report.valid || parameterSchema === null || parameterSchema.origins.size > MOST_SCHEMA_PARTS) return false;
  return (
    JSON.stringify(parameterSchema.document).length <= MOST_SCHEMA_CHARACTERS &&
    JSON.stringify(report).length <= MOST_REPORT_CHARACTERS
  );
}
