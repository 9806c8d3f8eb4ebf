// Which requests were refused for want of room? Counted where they are answered, whatever was tried inside.
import type { Result } from "neverthrow";
import type { CounterLabels } from "../ports/counter-table.ts";
import type { Ports } from "../ports/ports.ts";
import type { ProblemCode } from "../problem/codes.ts";
import type { UploadSession } from "./receive-upload.ts";
import type { Refusal } from "./refusal.ts";

type Counting = Pick<Ports, "counters">;

const REASONS: Partial<Record<ProblemCode, CounterLabels<"refusals">["reason"]>> = {
  RUN_QUEUE_FULL: "queue_full",
  RUN_TOO_MANY_AWAITING: "awaiting_full",
  REQUEST_VALIDATIONS_FULL: "validations_full",
  RUN_NO_SPACE: "no_space",
};

export async function countRefused<T>(
  { counters }: Counting,
  answer: Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const answered = await answer;
  const reason = answered.isErr() ? REASONS[answered.error.code] : undefined;
  if (reason !== undefined) counters.count("refusals", { reason });
  return answered;
}

/** The room may be gone, too, when the bytes have come. */
export function countingSession(ports: Counting, session: UploadSession): UploadSession {
  return {
    ...session,
    receive: (part, body) => countRefused(ports, session.receive(part, body)),
    finish: () => countRefused(ports, session.finish()),
  };
}
