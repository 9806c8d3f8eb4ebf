// What if the reader forgot that both headers have to give the same sizes? (zip H6)
import { archiveTarget } from "../archive-target.ts";
import { CENTRAL, get, LOCAL, set } from "../parts/layout.ts";
import { putTogether } from "../parts/put-together.ts";
import { takeApart } from "../parts/take-apart.ts";
import { OUR_READER } from "../reader.ts";

export const target = archiveTarget({
  ...OUR_READER,
  judge: (archive, options) => OUR_READER.judge(withSameSizes(archive), options),
});

/** What `archive` would be if there were nothing to complain of. */
function withSameSizes(archive: Uint8Array): Uint8Array {
  const parts = takeApart(archive);
  if (parts === null) return archive;
  for (const { header, local } of parts.centrals) {
    if (local === null) continue;
    set(local.header, LOCAL.compressedSize, get(header, CENTRAL.compressedSize));
    set(local.header, LOCAL.size, get(header, CENTRAL.size));
  }
  return putTogether(parts);
}
