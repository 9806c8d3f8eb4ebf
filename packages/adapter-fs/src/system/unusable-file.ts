// How is it told that a file of ours is not as we left it?

/** A file is gone, damaged or changed; a fault of the world, like a failing system call. */
export class UnusableFile extends Error {
  override readonly name = "UnusableFile";
}
