// Is an operation only made to fail as the system can fail it?
import { expect, test } from "vitest";
import { canHappen, FAULT_KINDS } from "./fault.ts";

test.each([
  ["open tmp/<id>/upload.<id>", ["ENOSPC", "EACCES", "EIO", "EMFILE", "slow"]],
  ["handle writeFile tmp/x", ["ENOSPC", "EIO", "slow"]],
  ["fd readSync tmp/x", ["EIO", "slow"]],
  ["rename tmp/x", ["ENOSPC", "EACCES", "EIO", "slow"]],
  ["readdirSync tmp", ["EACCES", "EIO", "EMFILE", "slow"]],
  ["sql exec COMMIT", ["ENOSPC", "EIO", "slow"]],
])("`canHappen()` of `%s` says %j", (call, kinds) => {
  expect(FAULT_KINDS.filter((kind) => canHappen(call, kind))).toEqual(kinds);
});
