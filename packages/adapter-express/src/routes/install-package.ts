// POST /v1/skill-packages/install: a package takes its place among the installed skills. (req G1, C2)
import { refusal, type Mayfly, type Refusal, type Registry, type StartedInstall } from "@mayfly/core";
import { toStartedInstall } from "@mayfly/core/contract";
import { err, ok, type Result } from "neverthrow";
import type { Request } from "express";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { BodyPace } from "../body/stall-guard.ts";
import { announcesTooMuch, refuseFormType } from "../upload/form-head.ts";
import { installForm } from "../upload/package-form.ts";
import { receiveForm } from "../upload/receive-form.ts";
import type { Handler } from "./mount-route.ts";

export interface InstallContext {
  readonly mayfly: Mayfly;
  readonly registry: Registry;
  readonly bodyPace: BodyPace;
  /** Whether callers have to know a key, which runs do not. */
  readonly keyed: boolean;
}

/** Answers when the package is there and its record made; the rest is told by the record. */
export function installPackage(context: InstallContext): Handler {
  return async (req, res) => {
    const wrong = refuseByReach(context) ?? refuseFormType(req) ?? refuseSize(context.mayfly, req);
    if (wrong !== null) return sendProblem(req, res, wrong);
    const gone = new AbortController();
    const onClose = (): void => gone.abort();
    res.once("close", onClose);
    // Once it has begun, an install does not end with the connection of who asked for it.
    const started = await start(context, req, gone.signal, () => res.off("close", onClose));
    if (started.isErr()) return sendProblem(req, res, started.error);
    res.setHeader("Location", `${req.baseUrl}/${started.value.install.id}`);
    return sendJson(res, 200, toStartedInstall(started.value.install));
  };
}

/** The package is held until the install has read it to its end. */
async function start(
  { mayfly, registry, bodyPace }: InstallContext,
  req: Request,
  signal: AbortSignal,
  onBegun: () => void,
): Promise<Result<StartedInstall, Refusal>> {
  const answer = Promise.withResolvers<Result<StartedInstall, Refusal>>();
  const held = mayfly.holdPackage(
    (place) => receiveForm(req, installForm(place), bodyPace),
    async (pkg) => {
      onBegun();
      const started = await registry.install({ package: pkg });
      answer.resolve(started);
      if (started.isErr()) return err(started.error);
      await started.value.ended;
      return ok();
    },
    signal,
  );
  held.then((done) => {
    if (done.isErr()) answer.resolve(err(done.error));
  }, answer.reject);
  return answer.promise;
}

/** A run that reaches this server without a key could install what it likes. */
function refuseByReach({ mayfly, keyed }: InstallContext): Refusal | null {
  const open = mayfly.engines().filter(({ available, network }) => available && network === "open");
  if (keyed || open.length === 0) return null;
  const names = open.map(({ name }) => `\`${name}\``).join(", ");
  return refusal(
    "SKILL_INSTALL_FORBIDDEN",
    `Runs of ${names} can reach this server, and it has no key: install with \`mayfly skill install\`, or set MAYFLY_API_KEY.`,
  );
}

function refuseSize({ options }: Mayfly, req: Request): Refusal | null {
  const { maxBytes } = options.packageLimits;
  if (!announcesTooMuch(req, maxBytes)) return null;
  const message = `The form is larger than a package of ${maxBytes} bytes, which is the most this server takes.`;
  return refusal("REQUEST_TOO_LARGE", message);
}
