// How are files opened so that no link and no pipe can lead elsewhere?
import { constants } from "node:fs";

// Windows has neither flag, and no symbolic links without a privilege.
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const NON_BLOCK = constants.O_NONBLOCK ?? 0;

/** Reads; fails on a link, does not wait at a pipe. */
export const READ_SAFELY = constants.O_RDONLY | NO_FOLLOW | NON_BLOCK;
/** Writes a file that must not exist yet, not even as a dangling link. */
export const CREATE_SAFELY = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW;
/** Appends to a file of our own, which may exist. */
export const APPEND_SAFELY = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | NO_FOLLOW;
