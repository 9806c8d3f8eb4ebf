// Which rules differ between the kinds of packages? (design §8)
import type { Profile } from "./report.ts";

export interface ProfileRules {
  /** What a package without `engines` means. */
  readonly enginesMissing: "refused" | "every engine";
  /** What a package without `schemas`, or without one of them, means. */
  readonly schemasMissing: "refused" | "assets/<kind>.schema.json";
  /** What a package that promises no artifacts means. */
  readonly artifactsMissing: "refused" | "allowed";
}

export const PROFILES: Readonly<Record<Profile, ProfileRules>> = {
  autoskill: { enginesMissing: "refused", schemasMissing: "refused", artifactsMissing: "refused" },
  "autoskill-compatible": {
    enginesMissing: "every engine",
    schemasMissing: "assets/<kind>.schema.json",
    artifactsMissing: "allowed",
  },
};
