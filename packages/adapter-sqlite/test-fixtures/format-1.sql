-- What does a database of format 1 hold? Written by the release that had it; never changed.
PRAGMA application_id = 1299801708;
PRAGMA user_version = 1;

CREATE TABLE runs (
  id TEXT NOT NULL,
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  phase TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  queued_at INTEGER,
  due_at INTEGER,
  document TEXT NOT NULL,
  PRIMARY KEY (id, owner)
) STRICT;
CREATE INDEX runs_by_owner ON runs (owner, kind, id, phase);
CREATE INDEX runs_by_phase ON runs (phase, id);
CREATE INDEX runs_queue ON runs (queued_at, id) WHERE queued_at IS NOT NULL;
CREATE INDEX runs_due ON runs (due_at, id) WHERE due_at IS NOT NULL;
CREATE TABLE history (
  id TEXT NOT NULL,
  owner TEXT NOT NULL,
  version INTEGER NOT NULL,
  move TEXT,
  phase TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (id, version, owner),
  FOREIGN KEY (id, owner) REFERENCES runs (id, owner) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

INSERT INTO runs VALUES ('00000000000000000000000001', '', 'temporary', 'queued', 4, 1800000000000, 1800000000003, NULL, '{"id":"00000000000000000000000001","kind":"temporary","owner":"","version":4,"createdAt":1800000000000,"updatedAt":1800000000003,"request":{"engine":null,"parameter":{"divisor":7},"model":null,"options":{"debug_keep_temp":false,"debug":false,"no_cache":false,"verbose":false,"execution_mode":"auto","hard_timeout_seconds":null}},"skill":{"contract":{"id":"prime-check","name":"Prime check – Primzahlen ✓","version":"1.2.0","description":"Says whether numbers are prime; knows \"quotes\", \\ and line\nbreaks.","engines":["script","codex"],"entrypoint":{"script":"scripts/main.mjs","prompts":{"codex":"Check {{ input.numbers }}"}},"schemas":{"input":"assets/input.schema.json","parameter":"assets/parameter.schema.json","output":"assets/output.schema.json"},"inputs":[{"key":"numbers","required":true,"extensions":[".csv"]}],"artifacts":[{"role":"report","pattern":"report.md","mime":null,"required":true}],"files":6,"bytes":4711},"packageSha256":"0000000000000000000000000000000000000000000000000000000000000000","engine":"script","parameter":{"divisor":7,"labels":["a",null,true,0.1]},"extractedFiles":7,"hasInputs":true},"state":{"phase":"queued","attempt":"00000000000000000000000001-1","queuedAt":1800000000003},"temporaryFiles":{"state":"staged","receipt":null},"warnings":[]}');
INSERT INTO runs VALUES ('00000000000000000000000002', 'ada', 'temporary', 'failed', 7, 1800000000000, NULL, 1800007200006, '{"id":"00000000000000000000000002","kind":"temporary","owner":"ada","version":7,"createdAt":1800000000000,"updatedAt":1800000000006,"request":{"engine":null,"parameter":{"divisor":7},"model":null,"options":{"debug_keep_temp":false,"debug":false,"no_cache":false,"verbose":false,"execution_mode":"auto","hard_timeout_seconds":null}},"skill":{"contract":{"id":"prime-check","name":"Prime check – Primzahlen ✓","version":"1.2.0","description":"Says whether numbers are prime; knows \"quotes\", \\ and line\nbreaks.","engines":["script","codex"],"entrypoint":{"script":"scripts/main.mjs","prompts":{"codex":"Check {{ input.numbers }}"}},"schemas":{"input":"assets/input.schema.json","parameter":"assets/parameter.schema.json","output":"assets/output.schema.json"},"inputs":[{"key":"numbers","required":true,"extensions":[".csv"]}],"artifacts":[{"role":"report","pattern":"report.md","mime":null,"required":true}],"files":6,"bytes":4711},"packageSha256":"0000000000000000000000000000000000000000000000000000000000000000","engine":"script","parameter":{"divisor":7,"labels":["a",null,true,0.1]},"extractedFiles":7,"hasInputs":true},"state":{"phase":"failed","outcome":{"status":"failed","error":{"code":"RUN_INTERRUPTED","message":"The run failed.","problems":[{"entry":null,"line":null,"column":null,"pointer":null,"hint":null,"code":"RUN_INTERRUPTED","severity":"error","message":"The run failed."}]}},"endedAt":1800000000006,"outputsDueAt":1800086400006},"temporaryFiles":{"state":"retained","expiresAt":1800007200006,"receipt":{"action":"retained","reason":"debug_keep_temp","files":6,"bytes":4711,"packageSha256":"0000000000000000000000000000000000000000000000000000000000000000","at":1800000000000}},"warnings":[]}');
INSERT INTO runs VALUES ('00000000000000000000000003', '', 'installed', 'awaiting_upload', 1, 1800000000000, NULL, 1800003600000, '{"id":"00000000000000000000000003","kind":"installed","owner":"","version":1,"createdAt":1800000000000,"updatedAt":1800000000000,"request":{"engine":null,"parameter":{"divisor":7},"model":null,"options":{"debug_keep_temp":false,"debug":false,"no_cache":false,"verbose":false,"execution_mode":"auto","hard_timeout_seconds":null}},"skill":null,"state":{"phase":"awaiting_upload","dueAt":1800003600000},"temporaryFiles":{"state":"none","receipt":null},"warnings":[]}');

INSERT INTO history VALUES ('00000000000000000000000001', '', 1, NULL, 'awaiting_upload', 1800000000000);
INSERT INTO history VALUES ('00000000000000000000000001', '', 2, 'claim_upload', 'receiving', 1800000000001);
INSERT INTO history VALUES ('00000000000000000000000001', '', 3, 'stage', 'staging', 1800000000002);
INSERT INTO history VALUES ('00000000000000000000000001', '', 4, 'enqueue', 'queued', 1800000000003);
INSERT INTO history VALUES ('00000000000000000000000002', 'ada', 1, NULL, 'awaiting_upload', 1800000000000);
INSERT INTO history VALUES ('00000000000000000000000002', 'ada', 2, 'claim_upload', 'receiving', 1800000000001);
INSERT INTO history VALUES ('00000000000000000000000002', 'ada', 3, 'stage', 'staging', 1800000000002);
INSERT INTO history VALUES ('00000000000000000000000002', 'ada', 4, 'enqueue', 'queued', 1800000000003);
INSERT INTO history VALUES ('00000000000000000000000002', 'ada', 5, 'take', 'running', 1800000000004);
INSERT INTO history VALUES ('00000000000000000000000002', 'ada', 6, 'decide', 'cleaning', 1800000000005);
INSERT INTO history VALUES ('00000000000000000000000002', 'ada', 7, 'end', 'failed', 1800000000006);
INSERT INTO history VALUES ('00000000000000000000000003', '', 1, NULL, 'awaiting_upload', 1800000000000);
