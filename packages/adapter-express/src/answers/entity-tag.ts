// Does the client have these bytes already? (RFC 9110 §8.8, §13.1)

const ENTITY_TAG = /(?:W\/)?("[^"]*")/g;

/** Whether `If-None-Match` names `tag` (with its quotes). Weak tags count: the bytes that they name are as good. */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return [...ifNoneMatch.matchAll(ENTITY_TAG)].some(([, opaque]) => opaque === tag);
}

/** Whether a range may be served under `If-Range`: only for exactly this strong tag. There are no dates to compare. */
export function allowsRange(ifRange: string | undefined, tag: string): boolean {
  return ifRange === undefined || ifRange.trim() === tag;
}
