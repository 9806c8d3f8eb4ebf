// What does the page of the states say? It is made of the one table of moves.
import { MOVES, statusOf, VISIBLE_PHASES, type Move, type Phase } from "@mayfly/core";
import { table } from "./table.ts";

export function statesPage(): string {
  const moves = Object.entries(MOVES) as [Move, (typeof MOVES)[Move]][];
  const list = (phases: readonly Phase[]): string => phases.map((phase) => `\`${phase}\``).join(", ");
  const rows = moves.map(([move, { from, to, when, flushed }]) => [
    `\`${move}\``,
    list(from),
    list(to),
    when,
    flushed ? "" : "yes",
  ]);
  return [
    "# The states of a run",
    "",
    "Made of the one table that every change of a run is held to (`core/src/run/transition.ts`). A move that does not stand",
    "here cannot be written down: only the table makes a transition, and a store commits it only at the version of the run",
    "that it was decided for. Of two who move one run at once, one loses and looks again.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> awaiting_upload: create",
    ...moves.flatMap(([move, { from, to }]) => from.flatMap((each) => arrows(move, each, to))),
    "  deleting --> [*]: forget",
    "```",
    "",
    "What a client sees as `status` is coarser than `phase`, and a run that is `deleting` it does not see at all:",
    "",
    ...table(
      ["phase", "status"],
      VISIBLE_PHASES.map((phase) => [`\`${phase}\``, `\`${statusOf(phase)}\``]),
    ),
    "",
    "## Moves",
    "",
    ...table(["move", "from", "to", "when", "the power may take it back"], rows),
    "",
    "A move that the power may take back outlives the process like every other. It is not flushed to the disk by itself,",
    "and kept by the next one that is: no client was promised anything by it, and no program begins before that.",
    "",
    "Two rules stand beside the table. What was decided cannot change: `end` arrives in the phase that the outcome names,",
    "and nowhere else. And `settle_temporary_files` stays in the phase where it began.",
    "",
    "## Temporary files",
    "",
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> none",
    "  none --> staged: enqueue",
    "  none --> removed: end, without having been staged",
    "  staged --> removed: end",
    "  staged --> retained: end, with debug_keep_temp",
    "  staged --> removal_failed: end, when the system refused",
    "  retained --> removed: the sweep, once the retention is over",
    "  retained --> removal_failed: the sweep, when the system refuses",
    "  removal_failed --> removed: the sweep, as often as it takes",
    "```",
    "",
    "Each state but `none` and `staged` comes with a [receipt](../explanation/how-a-run-lives.md#the-receipt).",
    "",
  ].join("\n");
}

function arrows(move: Move, from: Phase, to: readonly Phase[]): string[] {
  const targets = move === "settle_temporary_files" ? to.filter((phase) => phase === from) : to;
  return targets.map((target) => `  ${from} --> ${target}: ${move}`);
}
