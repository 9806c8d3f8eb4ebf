// Is the process that started this one still there?
import { workerData } from "node:worker_threads";

/** Milliseconds between two looks. */
const EVERY = 500;

// An orphan is given another parent by the system.
setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, "SIGKILL");
}, EVERY);
