// GET …/{id}/result: what came out of the run? (design §7)
import type { OpenedFile } from "@mayfly/core";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { addressOf, type RunContext } from "./run-context.ts";

export function readResult(context: RunContext): Handler {
  return async (req, res) => {
    const address = addressOf(context, req, res);
    const opened = await context.mayfly.result(address);
    if (opened.isErr()) return sendProblem(req, res, opened.error);
    let bytes: Buffer;
    try {
      bytes = await readWhole(opened.value);
    } catch (gone) {
      // A run that was deleted just now answers for itself; anything else is a fault.
      const again = await context.mayfly.result(address);
      if (again.isErr()) return sendProblem(req, res, again.error);
      throw gone;
    }
    const result: unknown = JSON.parse(bytes.toString("utf8"));
    return sendJson(res, 200, { request_id: address.id, result });
  };
}

/** A result is no larger than the limit on output documents. */
async function readWhole(opened: OpenedFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.stream(0, opened.file.size)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
