// Which contents are worth packing, and how can they be packed?
import { deflateRawSync } from "node:zlib";

export interface Packed {
  readonly plain: Uint8Array;
  readonly method: 0 | 8;
  readonly data: Uint8Array;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

const PLAIN = [
  new Uint8Array(0),
  text("x"),
  text("hello hello hello"),
  text("PK\u0003\u0004 and PK\u0001\u0002 and PK\u0005\u0006 and PK\u0007\u0008"),
  new Uint8Array(300).fill(97),
  Uint8Array.from({ length: 256 }, (_, byte) => byte),
  Uint8Array.from({ length: 300 }, (_, place) => (place * place) % 7),
  new Uint8Array(25_000),
  new Uint8Array(40_000),
];

/** Blocks that are stored, of fixed codes and of codes of their own. */
const WAYS = [{ level: 0 }, { level: 9 }, { level: 9, strategy: 4 }, { level: 9, strategy: 2 }] as const;

/** Deflated beforehand, since deflating costs more than judging. */
export const CONTENTS: readonly Packed[] = PLAIN.flatMap((plain): Packed[] => [
  { plain, method: 0, data: plain },
  ...WAYS.map((way): Packed => ({ plain, method: 8, data: Uint8Array.from(deflateRawSync(plain, way)) })),
]);
