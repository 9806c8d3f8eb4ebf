// In which ways can a log break its promise?
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "node:util";
import { createLogger, toLog } from "mayfly";
import type { Log } from "@mayfly/core";
import { silentLog } from "@mayfly/core/memory";
import { describeLog, type ToldLine } from "../../describe-log.ts";
import type { Break } from "./break.ts";

type Tell = Log["info"];

const LEVELS = ["info", "warn", "error"] as const;
const NUMBERS = [30, 40, 50];

/** `wrong` gives what each level does in place of the real one. */
function breaking(does: string, noticedBy: string, wrong: (tell: Tell, real: Log) => Tell): Break {
  const breakAll = (real: Log): Log => ({
    info: wrong(real.info, real),
    warn: wrong(real.warn, real),
    error: wrong(real.error, real),
  });
  const create = async () => {
    const folder = await mkdtemp(join(tmpdir(), "mayfly-broken-log-"));
    const file = join(folder, "lines");
    return {
      log: breakAll(toLog(createLogger("info", false, file))),
      told: async () => (await readFile(file, "utf8")).split("\n").filter(Boolean).map(toldLine),
      withoutRoom: async () => breakAll(silentLog),
      close: () => rm(folder, { recursive: true }),
    };
  };
  return { does, noticedBy, describe: (name) => describeLog(name, create) };
}

function toldLine(text: string): ToldLine {
  const { level } = JSON.parse(text) as { readonly level: number };
  return { level: LEVELS[NUMBERS.indexOf(level)] ?? "info", text };
}

const EACH_LINE = "a call is one line";
const UNTELLABLE = "no call throws at";

export const BROKEN_LOGS: readonly Break[] = [
  breaking("says everything at one level", EACH_LINE, (_, { info }) => info),
  breaking("leaves warnings out", EACH_LINE, (tell, { warn }) => (tell === warn ? () => undefined : tell)),
  breaking("says everything twice", EACH_LINE, (tell) => (event, fields) => {
    tell(event, fields);
    tell(event, fields);
  }),
  breaking("tells events alone", EACH_LINE, (tell) => (event) => tell(event, {})),
  breaking("tells what lies flat", EACH_LINE, (tell) => (event, fields) => {
    const flat = Object.entries(fields).filter(([, value]) => typeof value !== "object");
    tell(event, Object.fromEntries(flat));
  }),
  breaking("tells errors before all else", EACH_LINE, (tell, { error }) => (event, fields) => {
    if (tell === error) tell(event, fields);
    else queueMicrotask(() => tell(event, fields));
  }),
  breaking("takes an event for a format", "an event is told as it stands", (tell) => (event, fields) => {
    tell(format(event, fields), fields);
  }),
  breaking("tells a cause as JSON does", "an error under `cause`", (tell) => (event, { cause, ...fields }) => {
    tell(event, { ...fields, cause: JSON.stringify(cause) });
  }),
  breaking("tells the message of a cause alone", "an error under `cause`", (tell) => (event, fields) => {
    const { cause } = fields;
    tell(event, cause instanceof Error ? { ...fields, cause: cause.message } : fields);
  }),
  breaking("tells later", "fields are read before the call returns", (tell) => (event, fields) => {
    setTimeout(() => tell(event, fields), 0);
  }),
  breaking("makes fields its own", "fields are read before the call returns", (tell) => (event, fields) => {
    tell(event, Object.assign(fields, { told: true }));
  }),
  breaking(
    "throws at what JSON cannot say",
    `${UNTELLABLE} a field that refers to itself`,
    (tell) => (event, fields) => {
      tell(event, JSON.parse(JSON.stringify(fields)) as typeof fields);
    },
  ),
  breaking("throws at big numbers", `${UNTELLABLE} a bigint,`, (tell) => (event, fields) => {
    JSON.stringify(Object.values(fields).filter((value) => typeof value === "bigint"));
    tell(event, fields);
  }),
  breaking("reads whatever there is", `${UNTELLABLE} a getter that throws,`, (tell) => (event, fields) => {
    tell(event, { ...fields });
  }),
  breaking(
    "leaves out a line that it cannot tell",
    `${UNTELLABLE} a \`toJSON\` that throws`,
    (tell) => (event, fields) => {
      try {
        JSON.stringify(fields);
      } catch {
        return;
      }
      tell(event, fields);
    },
  ),
  breaking(
    "leaves out all fields where it cannot tell one",
    `${UNTELLABLE} a getter that throws,`,
    (tell) => (event, fields) => {
      try {
        tell(event, { ...fields });
      } catch {
        tell(event, {});
      }
    },
  ),
  breaking("goes down until its stack ends", `${UNTELLABLE} what is nested too deep`, (tell) => (event, fields) => {
    const depth = (value: unknown): number =>
      typeof value === "object" && value !== null && "deep" in value ? 1 + depth(value.deep) : 0;
    depth(Object.getOwnPropertyDescriptor(fields, "field")?.value);
    tell(event, fields);
  }),
  breaking("throws where there is no room", "no call throws where there is no room", (tell) => (event, fields) => {
    if (Object.values(silentLog).includes(tell)) throw new Error("ENOSPC: no space left on device, write");
    tell(event, fields);
  }),
];
