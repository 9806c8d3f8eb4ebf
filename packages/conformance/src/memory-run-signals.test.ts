// Are signals in memory run signals?
import { createRunSignals } from "@mayfly/core/memory";
import { describeRunSignals } from "./describe-run-signals.ts";

describeRunSignals("createRunSignals()", createRunSignals);
