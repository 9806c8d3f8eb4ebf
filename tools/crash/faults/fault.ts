// What can go wrong with an operation of the system, and which operation is it to go wrong with?

export const FAULT_KINDS = ["ENOSPC", "EACCES", "EIO", "EMFILE", "slow"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  /** As `nameFileCall` and `nameQuery` name it. */
  readonly call: string;
  /** The how many-th such call since the order was given, from 1, in one process. */
  readonly nth: number;
  /** `kill`: the server dies just before it. */
  readonly kind: FaultKind | "kill";
  /** Whether every later call fails too, until the order is taken back. */
  readonly lasting: boolean;
  /** A call that fails in the same process once this one has: the next such call, or every one where it lasts. */
  readonly next?: string;
}

/** What a server, and the processes of its pool, find in their folder of orders. */
export interface FaultOrder {
  /** Names the order; each is another one. */
  readonly id: number;
  /** Whether calls are written down. */
  readonly records: boolean;
  readonly fault: Fault | null;
}

const OPENS = /^(open|opendir|readdir|readFile|writeFile|appendFile|mkdtemp|copyFile)$/;
const MAKES =
  /^(open|mkdir|mkdtemp|rename|write|writev|writeFile|appendFile|sync|datasync|fsync|copyFile|link|symlink|truncate)$/;
const BY_HANDLE = /^(handle|fd) /;

/** Whether the system can answer `call` by that. */
export function canHappen(call: string, kind: FaultKind): boolean {
  if (call.startsWith("sql ")) return kind !== "EACCES" && kind !== "EMFILE";
  const operation = call.replace(BY_HANDLE, "").split(" ")[0]?.replace(/Sync$/, "") ?? "";
  switch (kind) {
    case "ENOSPC":
      return MAKES.test(operation);
    case "EMFILE":
      return OPENS.test(operation) && !BY_HANDLE.test(call);
    case "EACCES":
      return !BY_HANDLE.test(call);
    case "EIO":
    case "slow":
      return true;
  }
}
