// Where in an entry's attributes do Unix tools keep type and mode? (APPNOTE 4.4.15)

/** The upper half; the lower one is for DOS. */
export function unixMode(octal: number): number {
  return (octal << 16) >>> 0;
}

export const DOS_DIRECTORY = 0x10;
export const DOS_ARCHIVE = 0x20;
