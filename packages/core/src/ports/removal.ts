// What does counting or removing files report?

/** How much there was: counted when files are kept, and when they are removed. */
export interface Removal {
  /** Regular files; 0 when there was nothing, which is no failure. */
  readonly files: number;
  readonly bytes: number;
}
