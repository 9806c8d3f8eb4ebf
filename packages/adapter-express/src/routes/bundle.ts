// GET …/{id}/bundle: everything that the run left, as one zip. (req C3; design §5)
import { refusalIn, sendBytes, type SentBytes } from "../answers/send-bytes.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { addressOf, type RunContext } from "./run-context.ts";

export function downloadBundle(context: RunContext): Handler {
  return async (req, res) => {
    const address = addressOf(context, req, res);
    const read = await context.mayfly.bundle(address);
    if (read.isErr()) return sendProblem(req, res, read.error);
    const bundle = read.value;
    const { id } = bundle.run;
    const bytes: SentBytes = {
      run: id,
      name: `${id}.zip`,
      type: "application/zip",
      size: bundle.size,
      tag: bundle.tag,
      stream: (start, end) => bundle.stream(start, end),
      whyGone: async () => refusalIn(await context.mayfly.bundle(address)),
    };
    return sendBytes(req, res, bytes, context.log);
  };
}
