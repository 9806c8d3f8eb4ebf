// Which programs read which accepted archives otherwise, and why is that no fault of ours?

export interface KnownException {
  /** Name of the reader. */
  readonly reader: string;
  /** Names of the archives. */
  readonly archives: readonly string[];
  /** To refuse is safe: nothing is read in two ways. */
  readonly does: "refuses" | "misreads";
  readonly because: string;
}

export const knownExceptions: readonly KnownException[] = [
  {
    reader: "Info-ZIP unzip",
    archives: [
      "windows-explorer-with-a-name-that-is-not-ascii",
      "java-jar",
      "java-zip-output-stream",
      "dotnet-on-windows",
      "fflate",
    ],
    does: "misreads",
    because: "Debian's 6.0 takes names for CP437 when the host byte is 0, even where bit 11 says that they are UTF-8.",
  },
  {
    reader: "fflate from a stream",
    archives: ["descriptor-without-signature"],
    does: "refuses",
    because: "fflate 0.8.3 finds the end of streamed data by the signature of its descriptor.",
  },
  {
    reader: "jszip",
    archives: ["zip64-records-that-repeat-the-end-record", "info-zip-from-standard-input", "bsdtar-forced-to-zip64"],
    does: "refuses",
    because: "jszip 3.10.2 takes zip64 records that no sentinel asks for for bytes before the archive.",
  },
  {
    reader: "adm-zip",
    archives: ["zip64-offset-alone"],
    does: "refuses",
    because: "adm-zip 0.6.1 reads zip64 values only where all three of them are there.",
  },
  {
    reader: "unzipper",
    archives: ["aligned-to-four-kib-by-an-extra-field"],
    does: "refuses",
    because: "unzipper 0.12.5 reads a stored entry's data from a piece that the local extra field may fill alone.",
  },
  {
    reader: "unzipper",
    archives: ["an-archive-that-holds-itself"],
    does: "refuses",
    because: "unzipper 0.12.5 looks for the end record in the last 80 bytes only, and the comment is longer.",
  },
  {
    reader: "unzipper from a stream",
    archives: [
      "zip64-records-and-no-entries",
      "zip64-sizes-zero-locally-until-the-descriptor",
      "sizes-told-locally-and-by-descriptor",
      "descriptor-without-signature",
      "descriptor-with-signature-and-wide-after-a-local-zip64-extra",
      "descriptor-without-signature-and-wide-after-a-local-zip64-extra",
      "zip-js-forced-to-zip64",
      "bsdtar-forced-to-zip64",
    ],
    does: "refuses",
    because:
      "unzipper 0.12.5 reads only descriptors with signature and sizes of 4 bytes, and none where sizes were told.",
  },
  {
    reader: "7-Zip",
    archives: ["zip64-records-and-no-entries"],
    does: "refuses",
    because: "7-Zip takes zip64 records without any entry for no archive.",
  },
  {
    reader: "Java ZipInputStream",
    archives: [
      "stored-with-descriptor-and-harmless-data",
      "stored-with-descriptor-and-no-data",
      "folders-in-every-form",
      "info-zip-to-a-pipe",
      "python-zipfile-to-a-pipe",
      "go",
      "dotnet-on-unix-to-a-pipe",
    ],
    does: "refuses",
    because:
      "Java reads no stored data with a descriptor from a stream: `only DEFLATED entries can have EXT descriptor`.",
  },
  {
    reader: "Java ZipInputStream",
    archives: [
      "zip64-sizes-zero-locally-until-the-descriptor",
      "descriptor-with-signature-and-wide-after-a-local-zip64-extra",
      "descriptor-without-signature-and-wide-after-a-local-zip64-extra",
      "zip-js-forced-to-zip64",
      "bsdtar-forced-to-zip64",
    ],
    does: "refuses",
    because: "Java before 23 expects sizes of 8 bytes in a descriptor only from 4 GiB on.",
  },
];
