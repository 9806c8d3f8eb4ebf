// Is every run that a client was told of there, at one end, and is that the end it must have?
import type { Journal, ToldRun } from "../load/journal.ts";
import { finding, type Finding } from "./finding.ts";
import { TERMINAL, type Records, type RunRecord } from "./records.ts";

export function auditRuns({ runs, installs, integrity }: Records, journal: Journal): Finding[] {
  const findings = [...runs.values()].flatMap((run) => [...oneEnd(run), ...notStuck(run)]);
  for (const told of journal.runs.values()) findings.push(...auditTold(told, runs.get(told.id)));
  for (const { id, seen } of journal.installs.values()) {
    const status = installs.get(id)?.status;
    if (status === undefined) findings.push(finding("no run lost", `install ${id} has no record`));
    else if (seen !== null && seen !== status)
      findings.push(finding("as told", `install ${id} was told as ${seen} and is ${status}`));
  }
  for (const { id, status } of installs.values()) {
    if (status === "running") findings.push(finding("no run stuck", `install ${id} still runs`));
  }
  if (integrity !== "ok") findings.push(finding("no run lost", `the database is damaged: ${integrity}`));
  return findings;
}

function oneEnd({ id, phase, version, document, history }: RunRecord): Finding[] {
  const wrong = (message: string): Finding => finding("one end", `run ${id} ${message}`);
  const findings: Finding[] = [];
  const versions = history.map((each) => each.version);
  if (versions.length !== version || versions.some((each, at) => each !== at + 1))
    findings.push(wrong(`has version ${version} and the history ${versions.join(" ")}`));
  if (document.state.phase !== phase || document.version !== version || history.at(-1)?.phase !== phase)
    findings.push(
      wrong(`is ${phase} in its row, ${document.state.phase} in its document and its history ends otherwise`),
    );
  const ends = history.filter(({ move }) => move === "end").length;
  const decisions = history.filter(({ move }) => move === "decide");
  const entered = history.filter(
    (each, at) => TERMINAL.includes(each.phase) && !TERMINAL.includes(history[at - 1]?.phase ?? ""),
  );
  const expected = TERMINAL.includes(phase) ? 1 : 0;
  // A job that an equal one answers may be born with its end.
  const bornEnded = TERMINAL.includes(history[0]?.phase ?? "");
  if (ends !== (bornEnded ? 0 : expected) || entered.length !== expected)
    findings.push(wrong(`ended ${ends} times, entered an end ${entered.length} times, and is ${phase}`));
  if (decisions.length > 1) findings.push(wrong(`was decided ${decisions.length} times`));
  return findings;
}

function notStuck({ id, phase, cacheKey }: RunRecord): Finding[] {
  if (TERMINAL.includes(phase)) return [];
  if (phase === "awaiting_upload" && cacheKey === null) return [];
  return [finding("no run stuck", `run ${id} stays ${phase}`)];
}

function auditTold(told: ToldRun, run: RunRecord | undefined): Finding[] {
  const wrong = (message: string): Finding => finding("as told", `run ${told.id} (${told.wanted.name}) ${message}`);
  if (run === undefined)
    return told.delete === "no" ? [finding("no run lost", `run ${told.id} (${told.wanted.name}) has no record`)] : [];
  if (told.delete === "granted") return [wrong("was deleted and is there")];
  const code = (run.document.state.outcome?.error?.code as string | undefined) ?? null;
  const findings: Finding[] = [];
  if (told.started === "granted" && !TERMINAL.includes(run.phase))
    findings.push(wrong(`was started and is ${run.phase}`));
  if (told.cancel === "granted" && run.phase !== "canceled") findings.push(wrong(`was canceled and is ${run.phase}`));
  if (told.seen !== null && (told.seen.status !== run.phase || told.seen.code !== code))
    findings.push(wrong(`was told as ${told.seen.status} ${told.seen.code} and is ${run.phase} ${code}`));
  if (run.phase === "canceled" && told.cancel === "no") findings.push(wrong("is canceled, and nobody asked for that"));
  if (run.phase === "failed" && !mayFail(told, code ?? "")) findings.push(wrong(`failed as ${code}`));
  return findings;
}

function mayFail({ wanted, tolerates }: ToldRun, code: string): boolean {
  return [...wanted.fails, ...tolerates, "RUN_INTERRUPTED"].includes(code);
}
