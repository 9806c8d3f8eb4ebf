// Is an upload the one that a run has already? (design §7: sent again with the same key or digest)

/** What a client said of an upload before its body came. */
export interface UploadMark {
  /** The `Idempotency-Key`, `null` without one. */
  readonly key: string | null;
  /** The SHA-256 of the whole body, lower-case hex, `null` where the client did not say it. A body that differs is refused. */
  readonly digest: string | null;
}

/**
 * `same`: equal digests, or equal keys that no digest contradicts. `contradicts`: the key of what is there, with another
 * body. `other`: nothing makes them the same.
 */
export type UploadLikeness = "same" | "contradicts" | "other";

/** How `sent` stands to what is there, `null` where nothing was said of that. */
export function uploadLikeness(there: UploadMark | null, sent: UploadMark): UploadLikeness {
  if (there === null) return "other";
  if (there.digest !== null && sent.digest !== null) {
    if (there.digest === sent.digest) return "same";
    return equal(there.key, sent.key) ? "contradicts" : "other";
  }
  return equal(there.key, sent.key) ? "same" : "other";
}

function equal(one: string | null, other: string | null): boolean {
  return one !== null && one === other;
}
