// POST …/validate: is this package good, and if not, what must change? Nothing of it stays. (req B4; design §7)
import { refusal, type Mayfly, type Refusal, type ValidationReport } from "@mayfly/core";
import { judgingTerms, validationTermsSchema } from "@mayfly/core/contract";
import type { Request } from "express";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { BodyPace } from "../body/stall-guard.ts";
import { announcesTooMuch, refuseFormType } from "../upload/form-head.ts";
import { packageForm } from "../upload/package-form.ts";
import { receiveForm } from "../upload/receive-form.ts";
import type { Handler } from "./mount-route.ts";
import { queryOf } from "./query-of.ts";
import { refusalOfQuery } from "./refusal-of-query.ts";

export function validatePackage(mayfly: Mayfly, bodyPace: BodyPace): Handler {
  return async (req, res) => {
    const wrong = refuseFormType(req) ?? refuseSize(mayfly, req);
    if (wrong !== null) return sendProblem(req, res, wrong);
    const query = validationTermsSchema.safeParse(queryOf(req));
    if (!query.success) return sendProblem(req, res, refusalOfQuery(query.error.issues, validationTermsSchema));

    // Nobody else wants the report, so judging ends with the connection.
    const gone = new AbortController();
    res.once("close", () => gone.abort());
    let file: string | null = null;
    const report = await mayfly.validatePackage(async (place) => {
      const form = packageForm(place, query.data);
      const received = await receiveForm(req, form.receiver, bodyPace);
      file = form.file;
      return received.andThen(form.terms).map((terms) => judgingTerms(terms, mayfly.options.profile));
    }, gone.signal);
    if (report.isErr()) return sendProblem(req, res, report.error);
    return sendJson(res, 200, { schema_version: 1, file, ...report.value } satisfies ValidationReport);
  };
}

/** A body that says itself that it is larger than any good one is not read at all. */
function refuseSize({ options }: Mayfly, req: Request): Refusal | null {
  const { maxBytes } = options.packageLimits;
  if (!announcesTooMuch(req, maxBytes)) return null;
  return refusal(
    "REQUEST_TOO_LARGE",
    `The form is larger than a package of ${maxBytes} bytes, which is the most this server takes.`,
  );
}
