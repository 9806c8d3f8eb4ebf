// What is in this table? Reads the job, profiles the table, writes output and artifacts.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const job = JSON.parse(readFileSync(process.env.MAYFLY_JOB ?? "input.json", "utf8"));
const text = readFileSync(job.input.table, "utf8");
const [header = "", ...rows] = text.split(/\r?\n/).filter((line) => line !== "");
const columns = header.split(",").map((name) => ({
  name,
  type: "string",
  missing: 0,
  missing_share: 0,
  distinct: 0,
  distinct_is_lower_bound: true,
  min: null,
  max: null,
  mean: null,
  sd: null,
  quantiles: [],
  top: [],
  notes: [],
}));
mkdirSync(job.artifacts_dir, { recursive: true });
writeFileSync(`${job.artifacts_dir}/report.md`, `# Table\n\n${rows.length} rows\n`);
writeFileSync(
  `${job.artifacts_dir}/missing-and-distributions.svg`,
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20"><text y="15">Table</text></svg>\n',
);
const output = {
  title: job.parameter.title ?? "Table",
  delimiter: ",",
  bytes: Buffer.byteLength(text),
  rows: rows.length,
  columns,
  warnings: [],
  report: "artifacts/report.md",
  chart: "artifacts/missing-and-distributions.svg",
};
writeFileSync(job.output_path, JSON.stringify(output));
