// GET /v1/skills: which skills are installed? (req G1)
import type { Registry } from "@mayfly/core";
import { listSkillsQuerySchema, toSkillList } from "@mayfly/core/contract";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { queryOf } from "./query-of.ts";
import { refusalOfQuery } from "./refusal-of-query.ts";

export function listSkills(registry: Registry): Handler {
  return async (req, res) => {
    const query = listSkillsQuerySchema.safeParse(queryOf(req));
    if (!query.success) return sendProblem(req, res, refusalOfQuery(query.error.issues, listSkillsQuerySchema));
    const { q, limit, cursor } = query.data;
    const page = await registry.list({ word: q ?? null, limit, cursor: cursor ?? null });
    return page.isErr() ? sendProblem(req, res, page.error) : sendJson(res, 200, toSkillList(page.value));
  };
}
