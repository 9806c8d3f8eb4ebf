// What does the HTTP reference say? A template, filled from the table of routes and the schemas of their messages.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  FORM_BODY,
  httpStatusTable,
  JSON_BODY,
  messageSchema,
  OTHER_ROUTES,
  problemDocumentSchema,
  problemTitle,
  REFUSED_BY_EVERY_ROUTE,
  runRoutes,
  wireErrorSchema,
  wireProblemSchema,
  type RunRouteName,
} from "@mayfly/core/contract";
import { answerTable, fieldsOf } from "./field-table.ts";
import { fillTemplate } from "./fill-template.ts";
import { answersOf, refusalLine, routeSection, shortPath, type DocumentedRoute } from "./route-section.ts";
import { table } from "./table.ts";

/** The heading under which a route stands, where that is not its name. */
const SECTIONS: Readonly<Record<string, string>> = {
  artifact: "artifacts",
  cancel: "cancel-and-delete",
  delete: "cancel-and-delete",
  installed: "install",
  skill: "skills",
};

export function httpPage(): string {
  const jobs = runRoutes("installed");
  const ofRuns = Object.entries(runRoutes("temporary")).map(([name, route]) => {
    return { name, route, ofJobs: jobs[name as RunRouteName] };
  });
  const others = Object.entries(OTHER_ROUTES).map(([name, route]) => ({ name, route, ofJobs: null }));
  return fillTemplate(readFileSync(join(import.meta.dirname, "http-page.template.md"), "utf8"), {
    "routes of runs": routeTable(ofRuns),
    "other routes": routeTable(others),
    ...Object.fromEntries([...ofRuns, ...others].map((each) => [`route ${each.name}`, routeSection(each)])),
    "problem document": answerTable(fieldsOf(messageSchema(problemDocumentSchema, "output"))),
    problem: answerTable(fieldsOf(messageSchema(wireProblemSchema, "output"))),
    statuses: statusTable(),
    error: answerTable(fieldsOf(messageSchema(wireErrorSchema, "output"))),
    "every route": [refusalLine("Any route may refuse with", REFUSED_BY_EVERY_ROUTE)],
    "json body": [refusalLine("A broken JSON body is refused with", JSON_BODY)],
    form: [refusalLine("A broken form is refused with", FORM_BODY)],
  });
}

function routeTable(routes: readonly DocumentedRoute[]): string[] {
  const rows = routes.map((each) => {
    const { name, route } = each;
    const link = `[\`${route.method} ${shortPath(each)}\`](#${SECTIONS[name] ?? name})`;
    return [link, answersOf(route), route.summary];
  });
  return table(["route", "answer", ""], rows);
}

/** Which codes have which status; of 400, which all others have, none is named. */
function statusTable(): string[] {
  const statuses = new Map<number, string[]>();
  for (const { status, code } of httpStatusTable().toSorted((one, other) => one.status - other.status)) {
    statuses.set(status, [...(statuses.get(status) ?? []), `\`${code}\``]);
  }
  const rows = [...statuses].map(([status, codes]) => [
    String(status),
    problemTitle(status),
    status === 400 ? "all that are not below" : codes.join(" "),
  ]);
  return table(["status", "", "codes"], rows);
}
