// How is a client told to save an answer, and under which name? (RFC 6266, RFC 8187)

/** A `Content-Disposition` for a file called `name`: in ASCII for old clients, and as it is where that differs. */
export function attachment(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  const quoted = `attachment; filename="${ascii}"`;
  return ascii === name ? quoted : `${quoted}; filename*=UTF-8''${extended(name)}`;
}

/** Bytes outside RFC 8187 `attr-char`, percent-encoded. */
function extended(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
