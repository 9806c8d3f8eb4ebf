// Which archives are there to prove the archive rules with?
import type { ArchiveFixture } from "./archive-fixture.ts";
import { attributes } from "./families/attributes.ts";
import { bombs } from "./families/bombs.ts";
import { collisions } from "./families/collisions.ts";
import { content } from "./families/content.ts";
import { descriptors } from "./families/descriptors.ts";
import { desktopTools } from "./families/desktop-tools.ts";
import { directories } from "./families/directories.ts";
import { disksAndCounts } from "./families/disks-and-counts.ts";
import { ends } from "./families/ends.ts";
import { extras } from "./families/extras.ts";
import { forms } from "./families/forms.ts";
import { headers } from "./families/headers.ts";
import { infoZip } from "./families/info-zip.ts";
import { languageTools } from "./families/language-tools.ts";
import { names } from "./families/names.ts";
import { npmTools } from "./families/npm-tools.ts";
import { pathCharacters } from "./families/path-characters.ts";
import { pathPlaces } from "./families/path-places.ts";
import { pathWindows } from "./families/path-windows.ts";
import { seenMisread } from "./families/seen-misread.ts";
import { tiling } from "./families/tiling.ts";
import { unixTools } from "./families/unix-tools.ts";
import { zip64Records } from "./families/zip64-records.ts";
import { zip64Values } from "./families/zip64-values.ts";

export const allFixtures: readonly ArchiveFixture[] = [
  ...ends,
  ...disksAndCounts,
  ...directories,
  ...tiling,
  ...zip64Records,
  ...zip64Values,
  ...headers,
  ...descriptors,
  ...extras,
  ...forms,
  ...attributes,
  ...names,
  ...pathCharacters,
  ...pathPlaces,
  ...pathWindows,
  ...collisions,
  ...bombs,
  ...content,
  ...seenMisread,
  ...infoZip,
  ...desktopTools,
  ...languageTools,
  ...npmTools,
  ...unixTools,
];
