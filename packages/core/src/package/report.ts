// What does judging a package tell?
import type { Problem } from "../problem/problem.ts";
import type { JsonValue } from "../schema/json.ts";

/** Which rules a package is held to; each is a row of `PROFILES`. */
export type Profile = RunnableProfile | "agent-skill";

/** Profiles whose packages say how they are run. */
export type RunnableProfile = "autoskill" | "autoskill-compatible";

/** What a package was called by who asked, and the verdict on it: what every door of the validator answers. */
export interface ValidationReport extends PackageReport {
  readonly schema_version: 1;
  /** The path or the name of the package, `null` when it has none. */
  readonly file: string | null;
}

/** The verdict on one skill package: every problem at once, and what the package promises. */
export interface PackageReport {
  readonly valid: boolean;
  readonly profile: Profile;
  readonly problems: readonly Problem[];
  /** `null` when the package is too broken to say what it promises. */
  readonly package: PackageContract | null;
}

/** What a package promises; plain data, so that it can cross to another process and be stored with a run. */
export interface PackageContract {
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  readonly description: string;
  /** In the package's order of preference; empty means every engine (`autoskill-compatible`) or none (`agent-skill`). */
  readonly engines: readonly string[];
  readonly entrypoint: {
    /** Path of the program inside the package (below its folder), `null` without a script. */
    readonly script: string | null;
    /** Template text by engine name. */
    readonly prompts: Readonly<Record<string, string>>;
  };
  /** Paths inside the package (below its folder); `null` where the profile has none (`agent-skill`). */
  readonly schemas: { readonly input: string; readonly parameter: string; readonly output: string } | null;
  readonly inputs: readonly InputContract[];
  /** In the order of the parameter schema. */
  readonly parameters: readonly ParameterContract[];
  readonly output: OutputContract;
  readonly artifacts: readonly ArtifactContract[];
  /** Files of the package and their uncompressed bytes. */
  readonly files: number;
  readonly bytes: number;
  /**
   * Hexadecimal SHA-256 of the content, the same however it was packed; `null` where not every file was read, because a
   * rule asked for some alone or because one is broken.
   */
  readonly content_digest: string | null;
}

export interface InputContract {
  readonly key: string;
  readonly required: boolean;
  /** Lower case with the dot, such as `.csv`; empty means any. */
  readonly extensions: readonly string[];
  /** What the schema says about it, cut to 1024 characters. */
  readonly description?: string;
}

/** A value that the package knows by name. */
export interface FieldContract {
  readonly name: string;
  /** Names of JSON Schema types; empty means any. */
  readonly types: readonly string[];
  readonly required: boolean;
  /** What the schema says about it, cut to 1024 characters; `null` when it says nothing. */
  readonly description: string | null;
}

/**
 * One parameter. `default` and `enum` are left out when their JSON has more than 4096 characters, and so is each text
 * and value that would make those of all parameters more than 65,536 characters long.
 */
export interface ParameterContract extends FieldContract {
  /** What a run gets that does not give the parameter. */
  readonly default?: JsonValue;
  readonly enum?: readonly JsonValue[];
}

/** The document that a run answers with. */
export interface OutputContract {
  /** Names of JSON Schema types; empty means any. */
  readonly types: readonly string[];
  /** What an object of the output schema has at its top. */
  readonly fields: readonly FieldContract[];
}

export interface ArtifactContract {
  readonly role: string;
  /** A path below the artifacts folder, where `*` stands for any characters but `/` and `**` for any. */
  readonly pattern: string;
  readonly mime: string | null;
  readonly required: boolean;
}
