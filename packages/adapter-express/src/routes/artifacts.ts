// GET …/{id}/artifacts and …/artifacts/{path}: what files did the run leave? (req C3; design §7)
import { refusal, type RunId } from "@mayfly/core";
import type { RunArtifacts } from "@mayfly/core/contract";
import type { Request } from "express";
import { contentType } from "../answers/content-type.ts";
import { refusalIn, sendBytes, type SentBytes } from "../answers/send-bytes.ts";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { addressOf, type RunContext } from "./run-context.ts";

export function listArtifacts(context: RunContext): Handler {
  return async (req, res) => {
    const ended = await context.mayfly.ended(addressOf(context, req, res));
    if (ended.isErr()) return sendProblem(req, res, ended.error);
    const artifacts = ended.value.files.map(({ path }) => path).filter((path) => path.startsWith("artifacts/"));
    const answer: RunArtifacts = { request_id: ended.value.run.id, artifacts };
    return sendJson(res, 200, answer);
  };
}

export function downloadArtifact(context: RunContext): Handler {
  return async (req, res) => {
    const address = addressOf(context, req, res);
    const path = artifactPath(req);
    if (path === null) return sendProblem(req, res, refusal("REQUEST_PATH_INVALID", "No artifact can have this path."));
    const opened = await context.mayfly.artifact(address, path);
    if (opened.isErr()) return sendProblem(req, res, opened.error);
    const { file } = opened.value;
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    const bytes: SentBytes = {
      // What has an artifact is a run.
      run: address.id as RunId,
      name,
      type: contentType(name),
      size: file.size,
      tag: file.sha256,
      stream: (start, end) => opened.value.stream(start, end),
      whyGone: async () => refusalIn(await context.mayfly.artifact(address, path)),
    };
    return sendBytes(req, res, bytes, context.log);
  };
}

/** The path, decoded segment by segment; `null` where a segment is no name. A slash that was encoded divides nothing. */
function artifactPath(req: Request): string | null {
  const segments: unknown = req.params["path"];
  if (!Array.isArray(segments)) return null;
  const names = segments.map(String);
  return names.some((name) => name === "" || name === "." || name === ".." || /[/\\\0]/.test(name))
    ? null
    : names.join("/");
}
