// What does the demo run on? Files that lie beside the program: a package, and a public data set as its input.
import { readFile } from "node:fs/promises";

export interface DemoFiles {
  /** A zip of the skill package `csv-profile`. */
  readonly package: Uint8Array<ArrayBuffer>;
  /** A zip with the data set under the input key `table`. */
  readonly inputs: Uint8Array<ArrayBuffer>;
}

/** Rejects where the program was not built or prepared with its demo. */
export async function demoFiles(): Promise<DemoFiles> {
  const [skillPackage, inputs] = await Promise.all([file("csv-profile.zip"), file("birdstrikes.zip")]);
  return { package: skillPackage, inputs };
}

async function file(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL(`../../demo/${name}`, import.meta.url)));
}
