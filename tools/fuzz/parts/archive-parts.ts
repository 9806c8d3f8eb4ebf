// Which parts does an archive consist of, as far as they can be told apart?

export interface LocalPart {
  /** The 30 bytes before the name; a copy that may be changed. */
  header: Uint8Array;
  name: Uint8Array;
  extra: Uint8Array;
  data: Uint8Array;
  /** What stands between the data and the next record. */
  after: Uint8Array;
}

export interface CentralPart {
  /** The 46 bytes before the name; a copy that may be changed. */
  header: Uint8Array;
  name: Uint8Array;
  extra: Uint8Array;
  comment: Uint8Array;
  /** The record that it points to. */
  local: LocalPart | null;
}

/** Everything in its order, and nothing twice: put together again, the parts are the archive. */
export interface ArchiveParts {
  before: Uint8Array;
  locals: LocalPart[];
  centrals: CentralPart[];
  /** Between the directory and the end record: the zip64 records, or nothing. */
  between: Uint8Array;
  /** The 22 bytes before the comment; a copy that may be changed. */
  end: Uint8Array;
  comment: Uint8Array;
  tail: Uint8Array;
}
