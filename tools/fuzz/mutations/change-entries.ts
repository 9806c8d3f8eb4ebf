// What if there are other entries, or in another order?
import type { ArchiveParts, CentralPart, LocalPart } from "../parts/archive-parts.ts";
import type { Random } from "../random.ts";
import type { Mutation } from "./mutation.ts";

/** More would only make the same thing slow. */
const MOST_ENTRIES = 6;

export const dropEntry: Mutation = (parts, random) => {
  const place = random.below(parts.centrals.length);
  const [dropped] = parts.centrals.splice(place, 1);
  // Without one of its headers, the other is still there.
  if (dropped?.local !== null && !random.oneIn(6))
    parts.locals = parts.locals.filter((each) => each !== dropped?.local);
};

export const dropRecord: Mutation = (parts, random) => {
  parts.locals.splice(random.below(parts.locals.length), 1);
};

export const doubleEntry: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  if (central !== undefined) insert(parts, central, random.oneIn(6), random);
};

/** An entry of another archive. */
export const spliceEntry: Mutation = (parts, random, donor) => {
  const central = random.pick(donor()?.centrals ?? []);
  if (central !== undefined) insert(parts, central, false, random);
};

export const swapHeaders: Mutation = ({ centrals }, random) => swap(centrals, random);

export const swapRecords: Mutation = ({ locals }, random) => swap(locals, random);

/** Two entries change their data, or whole records under headers that stay. */
export const swapData: Mutation = ({ centrals }, random) => {
  const one = random.pick(centrals);
  const other = random.pick(centrals);
  if (one === undefined || other === undefined) return;
  if (random.oneIn(2)) {
    [one.local, other.local] = [other.local, one.local];
  } else if (one.local !== null && other.local !== null) {
    [one.local.data, other.local.data] = [other.local.data, one.local.data];
  }
};

function insert(
  parts: ArchiveParts,
  { header, name, extra, comment, local }: CentralPart,
  shared: boolean,
  random: Random,
): void {
  if (parts.centrals.length >= MOST_ENTRIES) return;
  const copy = shared ? local : copied(local);
  parts.centrals.splice(random.below(parts.centrals.length + 1), 0, {
    header: header.slice(),
    name,
    extra,
    comment,
    local: copy,
  });
  if (copy !== null && !shared) parts.locals.splice(random.below(parts.locals.length + 1), 0, copy);
}

function copied(local: LocalPart | null): LocalPart | null {
  return local === null ? null : { ...local, header: local.header.slice() };
}

function swap(all: unknown[], random: Random): void {
  const one = random.below(all.length);
  const other = random.below(all.length);
  if (all.length > 0) [all[one], all[other]] = [all[other], all[one]];
}
