// How many words does a text have? A program reads its job, does the work, and writes what it promised.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// All that it is given comes as one JSON document on standard input.
const job = JSON.parse(readFileSync(0, "utf8"));

// `input` has the path of each file that was sent, by its key in assets/input.schema.json.
const text = job.input.text === undefined ? "" : readFileSync(job.input.text, "utf8");

// `parameter` was judged by assets/parameter.schema.json, and has the defaults that stand there.
const { title } = job.parameter;

const words = text.split(/\s+/).filter(Boolean).length;

// Artifacts are files for people, promised in assets/runner.json.
writeFileSync(join(job.artifacts_dir, "report.md"), `# ${title}\n\n${words} words\n`);

// The output is data for programs, promised in assets/output.schema.json.
writeFileSync(job.output_path, JSON.stringify({ words }));

// What is printed goes to the logs.
console.log(`counted ${words} words`);
