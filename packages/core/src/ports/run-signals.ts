// How does one part hear that a run changed?
import type { RunId } from "../run/run-id.ts";

/** Hints only: a signal may be lost, doubled or late without harm, because whoever hears it reads the record. */
export interface RunSignals {
  changed(id: RunId): void;
  subscribe(id: RunId, listener: () => void): () => void;
}
