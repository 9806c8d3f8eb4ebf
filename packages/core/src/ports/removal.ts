// What does removing files report?

export interface Removal {
  /** Regular files removed; 0 when there was nothing, which is no failure. */
  readonly files: number;
  readonly bytes: number;
}
