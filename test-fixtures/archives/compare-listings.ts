// Does another program find the same files and folders as we do?
import type { Listing } from "./readers/archive-reader.ts";

/** Everything that differs, a line each; nothing when both found the same. */
export function compareListings(ours: Listing, theirs: Listing): string[] {
  const differences: string[] = [];
  for (const [name, hash] of ours.files) {
    const found = theirs.files.get(name);
    if (found === undefined) differences.push(`does not find the file ${shown(name)}`);
    else if (found !== hash) differences.push(`finds another content in ${shown(name)}`);
  }
  for (const name of theirs.files.keys()) {
    if (!ours.files.has(name)) differences.push(`finds a file ${shown(name)}`);
  }
  return [...differences, ...compareFolders(ours, theirs)];
}

/** Programs that extract make folders that are only implied, too; others tell nothing of folders. */
function compareFolders(ours: Listing, theirs: Listing): string[] {
  if (ours.folders === null || theirs.folders === null) return [];
  const found = new Set(theirs.folders);
  const possible = new Set([...ours.folders, ...[...ours.folders, ...ours.files.keys()].flatMap(foldersAbove)]);
  return [
    ...ours.folders.filter((name) => !found.has(name)).map((name) => `does not find the folder ${shown(name)}`),
    ...theirs.folders.filter((name) => !possible.has(name)).map((name) => `finds a folder ${shown(name)}`),
  ];
}

function foldersAbove(path: string): string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, depth) => segments.slice(0, depth + 1).join("/"));
}

function shown(name: string): string {
  return JSON.stringify(name);
}
