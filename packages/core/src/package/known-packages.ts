// Which packages were examined lately, byte for byte, and need not be examined again? (decision 0018)
import type { ArchivedPackage } from "./examine-archive.ts";
import type { Examination } from "./judge-package.ts";
import { isSmallSchema, KnownSchemas } from "./known-schemas.ts";
import { LastAsked } from "./last-asked.ts";

const MOST_PACKAGES = 16;
const MOST_REPORT_CHARACTERS = 64 * 1024;

/** The last valid packages, the small ones alone: what strangers send must not fill the memory. */
export class KnownPackages {
  readonly #examinations = new LastAsked<Examination>(MOST_PACKAGES);
  readonly schemas = new KnownSchemas();

  /**
   * What `examine` says of the package with the digest `sha256`, under the terms that it is examined under. Said once, it
   * holds for the same bytes under the same terms.
   */
  examine(sha256: string, terms: Omit<ArchivedPackage, "package">, examine: () => Examination): Examination {
    const { packageLimits, profile, strict = false, unknownFields = null } = terms;
    const limits = Object.entries(packageLimits).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const key = JSON.stringify([sha256, profile, strict, unknownFields, limits]);
    const known = this.#examinations.get(key);
    if (known !== undefined) return known;
    const examination = examine();
    if (isSmallAndValid(examination)) this.#examinations.set(key, examination);
    return examination;
  }
}

function isSmallAndValid({ report, parameterSchema }: Examination): boolean {
  if (!report.valid || parameterSchema === null || !isSmallSchema(parameterSchema)) return false;
  return JSON.stringify(report).length <= MOST_REPORT_CHARACTERS;
}
