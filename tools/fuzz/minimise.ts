// What is the smallest input that breaks the same promise?
import { repack } from "./mutations/change-content.ts";
import type { ArchiveParts, CentralPart } from "./parts/archive-parts.ts";
import { putTogether, refit } from "./parts/put-together.ts";
import { takeApart } from "./parts/take-apart.ts";

/** Enough for any input that fuzzing makes. */
const MOST_TRIES = 5000;
const NOTHING = new Uint8Array(0);
const EMPTY = { plain: NOTHING, method: 0, data: NOTHING } as const;

/** Cuts `input` as long as `breaks` holds: first by whole parts, with everything made to fit again, then byte by byte. */
export function minimise(input: Uint8Array, breaks: (input: Uint8Array) => boolean): Uint8Array {
  let smallest = input;
  let tries = 0;
  function tryOut(candidate: Uint8Array): boolean {
    tries += 1;
    if (tries > MOST_TRIES || candidate.length > smallest.length || !breaks(candidate)) return false;
    smallest = candidate;
    return true;
  }
  let before: number;
  do {
    before = smallest.length;
    cutParts(smallest, tryOut);
    cutBytes(() => smallest, tryOut);
  } while (smallest.length < before && tries < MOST_TRIES);
  clearBytes(() => smallest, tryOut);
  return smallest;
}

type TryOut = (candidate: Uint8Array) => boolean;

function cutParts(start: Uint8Array, tryOut: TryOut): void {
  let archive = start;
  for (let step = 0; ; step += 1) {
    const parts = takeApart(archive);
    if (parts === null) return;
    const length = cutsOf(parts).length;
    if (step >= length) return;
    cutsOf(parts)[step]?.();
    refit(parts);
    const candidate = putTogether(parts);
    if (candidate.length < archive.length && tryOut(candidate)) {
      archive = candidate;
      step = -1;
    }
  }
}

/** Everything that can be left out of `parts`. */
function cutsOf(parts: ArchiveParts): (() => void)[] {
  return [
    ...parts.centrals.map((central) => () => {
      parts.centrals = parts.centrals.filter((each) => each !== central);
      parts.locals = parts.locals.filter((each) => each !== central.local);
    }),
    ...parts.centrals.flatMap((central) => [
      () => repack(central, EMPTY),
      () => halveName(central),
      () => (central.extra = NOTHING),
      () => (central.comment = NOTHING),
    ]),
    ...parts.locals.flatMap((local) => [() => (local.extra = NOTHING), () => (local.after = NOTHING)]),
    () => (parts.before = NOTHING),
    () => (parts.between = NOTHING),
    () => (parts.comment = NOTHING),
    () => (parts.tail = NOTHING),
  ];
}

/** In both headers, as far as they agree in it. */
function halveName(central: CentralPart): void {
  const { local, name } = central;
  const half = name.length >> 1;
  if (local !== null && local.name.length === name.length) local.name = local.name.subarray(half);
  central.name = name.subarray(half);
}

function cutBytes(smallest: () => Uint8Array, tryOut: TryOut): void {
  for (let length = smallest().length >> 1; length >= 1; length >>= 1) {
    for (let place = 0; place + length <= smallest().length;) {
      const archive = smallest();
      const candidate = new Uint8Array(archive.length - length);
      candidate.set(archive.subarray(0, place));
      candidate.set(archive.subarray(place + length), place);
      if (!tryOut(candidate)) place += length;
    }
  }
}

/** What does not matter becomes zero, so that what is left does. */
function clearBytes(smallest: () => Uint8Array, tryOut: TryOut): void {
  for (let place = 0; place < smallest().length; place += 1) {
    if (smallest()[place] === 0) continue;
    const candidate = smallest().slice();
    candidate[place] = 0;
    tryOut(candidate);
  }
}
