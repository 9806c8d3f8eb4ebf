// Is the machine's clock a clock?
import { memoryClock } from "@mayfly/core/memory";
import { describeClock } from "./describe-clock.ts";

describeClock("memoryClock", () => memoryClock);
