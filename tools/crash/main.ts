// Does a server keep its promises, whenever it is killed and whatever fails? `crash --help` tells more.
import { availableParallelism } from "node:os";
import { styleText } from "node:util";
import { HELP, parseOrder, type CrashOrder } from "./arguments.ts";
import { campaign, tableOf, type Trial } from "./campaign.ts";
import { crashRound } from "./crash-round.ts";
import { KILLS, killServer, type DeadServer } from "./faults/dead-server.ts";
import { faultPlans, recordOperations, START, startPlans } from "./faults/fault-plans.ts";
import { endureStart, recordStart } from "./faults/faulty-start.ts";
import { stagePool } from "./faults/stage-pool.ts";
import { loadPackages, type Packages } from "./load/packages.ts";
import { operationPlans, pointPlans, randomPlan, type NamedPlan } from "./plans.ts";
import { processesRound } from "./processes-round.ts";
import { recordCalls } from "./record-calls.ts";
import { untilReached } from "./until-reached.ts";

const order = parseOrder(process.argv.slice(2), Math.floor(Math.random() * 1_000_000), availableParallelism());
switch (order.kind) {
  case "help":
    console.log(HELP);
    break;
  case "wrong":
    console.error(`${order.why} \`pnpm crash --help\` tells what can be asked.`);
    process.exitCode = 2;
    break;
  case "crash":
    process.exitCode = (await crash(order)) === 0 ? 0 : 1;
    break;
}

async function crash(asked: CrashOrder): Promise<number> {
  const { rounds, points, seed } = asked;
  console.log(`Seed ${seed}, ${asked.workers} at once.`);
  const packages = await loadPackages();
  const randomTrial = (at: number): Trial =>
    asked.processes ? processesTrial(at, packages) : trialOf(randomPlan(at), packages);
  const random = Array.from({ length: rounds }, (_, round) => randomTrial(seed + round));
  let findings = await perform(random, "random kills", asked);
  if (points) {
    console.log("Recording which calls there are, in a walk and after kills.");
    const plans = pointPlans(await recordCalls(packages), seed, asked.only);
    findings += await perform(
      plans.map((plan) => trialOf(plan, packages)),
      "point",
      asked,
    );
  }
  if (asked.operations) {
    console.log("Recording which operations there are.");
    const plans = operationPlans(await recordOperations(packages), seed, asked.only);
    findings += await perform(
      plans.map((plan) => trialOf(plan, packages)),
      "killed before",
      asked,
    );
  }
  if (asked.faults) findings += await failAll(packages, asked);
  return findings;
}

async function failAll(packages: Packages, asked: CrashOrder): Promise<number> {
  // The names of the others hold no such beginning.
  const others = asked.only?.startsWith(START) === true ? 0 : await failWays(packages, asked);
  return others + (await failStarts(packages, asked));
}

async function failWays(packages: Packages, asked: CrashOrder): Promise<number> {
  console.log("Recording which operations there are.");
  const plans = faultPlans(await recordOperations(packages), asked.seed, asked.only);
  const pool = stagePool(packages);
  const trials = plans.map(({ way, fault, name }): Trial => ({
    row: fault.call,
    try: async () => ({
      ...(await pool.use((stage) => stage.endure(way, fault))),
      again: againBy(name, asked),
    }),
  }));
  const findings = await perform(trials, "operation", asked);
  await pool.close();
  return findings;
}

async function failStarts(packages: Packages, asked: CrashOrder): Promise<number> {
  console.log("Recording which operations a start makes after a kill.");
  const dead: DeadServer[] = [];
  for (const kill of KILLS) dead.push(await killServer(packages, kill));
  const recorded = [];
  for (const each of dead) recorded.push(await recordStart(each));
  const trials = startPlans(recorded, asked.seed, asked.only).flatMap(({ dead: which, fault, name }): Trial[] =>
    dead.slice(which, which + 1).map((each) => ({
      row: `${START}${fault.call}`,
      try: async () => ({ ...(await endureStart(each, fault, packages)), again: againBy(name, asked) }),
    })),
  );
  const findings = await perform(trials, "operation", asked);
  for (const each of dead) each.remove();
  return findings;
}

function againBy(name: string, { seed }: CrashOrder): string {
  return `--faults --only '${name}' --seed ${seed}`;
}

function trialOf(plan: NamedPlan, packages: Packages): Trial {
  return { row: plan.row, try: () => untilReached(plan, (each) => crashRound(each, packages)) };
}

function processesTrial(seed: number, packages: Packages): Trial {
  const again = `1 --processes --seed ${seed}`;
  return { row: "of processes", try: async () => ({ ...(await processesRound(seed, packages)), again }) };
}

async function perform(trials: readonly Trial[], head: string, { workers }: CrashOrder): Promise<number> {
  if (trials.length === 0) return 0;
  const began = performance.now();
  let found = 0;
  const { rows, findings } = await campaign(trials, workers, (trial, tried, done) => {
    found += tried.findings.length;
    const rate = (done / ((performance.now() - began) / 60_000)).toFixed(1);
    const missed = tried.reached ? "" : " (not reached)";
    console.log(`${done} of ${trials.length}  ${trial.row}${missed}  ${found} findings, ${rate} a minute`);
    for (const { promise, message } of tried.findings) console.log(`  ${styleText("red", promise)}: ${message}`);
    if (tried.kept !== null) console.log(`  Again: pnpm crash ${tried.again} --workers 1\n  It lies in ${tried.kept}`);
  });
  for (const line of tableOf(rows, head)) console.log(line);
  return findings;
}
