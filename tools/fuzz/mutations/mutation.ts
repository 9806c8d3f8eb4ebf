// What changes an archive?
import type { ArchiveParts } from "../parts/archive-parts.ts";
import type { Random } from "../random.ts";

/** Changes `parts` in place. `donor` gives the parts of another archive, which are not used again. */
export type Mutation = (parts: ArchiveParts, random: Random, donor: () => ArchiveParts | null) => void;
