// Which bytes tell an entry's checksum and sizes after its data? (zip D1; APPNOTE 4.3.9)
import { crc32 } from "node:zlib";
import { bytes, toBytes, u32, u64, zeros } from "./bytes.ts";

export interface DescriptorForm {
  readonly signed: boolean;
  /** Sizes of 8 bytes instead of 4. */
  readonly wide: boolean;
}

/** The descriptor of an entry with this content, which stands in the archive as `data`. */
export function descriptor(content: string | Uint8Array, data: Uint8Array, form: DescriptorForm): Uint8Array {
  const number = form.wide ? (value: number): Uint8Array => u64(BigInt(value)) : u32;
  const plain = toBytes(content);
  return bytes(form.signed ? u32(0x08074b50) : zeros(0), u32(crc32(plain)), number(data.length), number(plain.length));
}

/** The form that nearly every writer uses. */
export const SIGNED: DescriptorForm = { signed: true, wide: false };
