// Which bytes does an extra field have? (APPNOTE 4.5.1)
import { set } from "../parts/layout.ts";

export function extraField(id: number, content: Uint8Array): Uint8Array {
  const field = new Uint8Array(4 + content.length);
  set(field, { place: 0, bytes: 2 }, id);
  set(field, { place: 2, bytes: 2 }, content.length);
  field.set(content, 4);
  return field;
}
