// How is one input made into the next?
import { lengthOf, putTogether, refit } from "../parts/put-together.ts";
import { takeApart } from "../parts/take-apart.ts";
import type { Random } from "../random.ts";
import { changeBytes } from "./change-bytes.ts";
import { changeContent, changeData, changeDescriptor } from "./change-content.ts";
import {
  doubleEntry,
  dropEntry,
  dropRecord,
  spliceEntry,
  swapData,
  swapHeaders,
  swapRecords,
} from "./change-entries.ts";
import { changeExtra, changeToZip64 } from "./change-extra.ts";
import { changeAttributes, changeField, changeOffset, changeTwins } from "./change-field.ts";
import { changeAllNames, changeName, changeUnicodeName } from "./change-name.ts";
import { changeComment, changeGaps, changeTail, changeZip64Records } from "./change-surroundings.ts";
import type { Mutation } from "./mutation.ts";

/** After these, lengths and offsets are made to fit again, so that the mutant gets past the first rules. */
const FITTING: readonly Mutation[] = [
  changeName,
  changeName,
  changeAllNames,
  changeUnicodeName,
  changeExtra,
  changeToZip64,
  changeContent,
  changeContent,
  changeDescriptor,
  changeData,
  changeAttributes,
  changeTwins,
  dropEntry,
  doubleEntry,
  spliceEntry,
  swapHeaders,
  swapRecords,
  swapData,
  changeZip64Records,
  changeComment,
  changeTail,
];

/** After these, nothing is made to fit: that something does not is the point. */
const UNFITTING: readonly Mutation[] = [changeField, changeField, changeTwins, changeOffset, dropRecord, changeGaps];

const MOST_BYTES = 4 * 1024;

/** A mutant of `input`, with parts of `other` now and then. Neither of them is changed. */
export function mutate(input: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  if (random.oneIn(6)) return changeBytes(input, random);
  const parts = takeApart(input);
  if (parts === null) return changeBytes(input, random);
  const donor = () => takeApart(other);
  if (!random.oneIn(4)) {
    const times = 1 + random.below(3);
    for (let time = 0; time < times; time += 1) random.pick(FITTING)?.(parts, random, donor);
    refit(parts);
  }
  if (random.oneIn(2)) random.pick(UNFITTING)?.(parts, random, donor);
  if (lengthOf(parts) > MOST_BYTES) return changeBytes(input, random);
  const mutant = putTogether(parts);
  return random.oneIn(12) ? changeBytes(mutant, random) : mutant;
}
