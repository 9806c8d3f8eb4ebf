// How does a client take a package through the two steps? With `fetch` and nothing else.
import {
  createRunAnswerSchema,
  problemDocumentSchema,
  runResultSchema,
  runStatusSchema,
  uploadAnswerSchema,
  type RunResult,
  type RunStatus,
  type UploadAnswer,
} from "@mayfly/core/contract";
import type { DemoFiles } from "./demo-files.ts";

export interface ApiClient {
  create(body: object): Promise<string>;
  upload(id: string, files: DemoFiles): Promise<UploadAnswer>;
  status(id: string): Promise<RunStatus>;
  result(id: string): Promise<RunResult>;
  /** The bytes of an artifact or, with `bundle`, of the bundle. */
  bytes(id: string, what: string): Promise<Uint8Array>;
}

/** A client of the server at `url`. An answer that is no success rejects with the sentence of its problem document. */
export function apiClient(url: string): ApiClient {
  const runs = `${url}/v1/temp-skill-runs`;
  const json = async (path: string, init?: RequestInit): Promise<unknown> => (await ask(`${runs}${path}`, init)).json();
  return {
    async create(body) {
      const headers = { "content-type": "application/json" };
      const answer = await json("", { method: "POST", headers, body: JSON.stringify(body) });
      return createRunAnswerSchema.parse(answer).request_id;
    },
    async upload(id, files) {
      const form = new FormData();
      form.set("skill_package", new Blob([files.package], { type: "application/zip" }), "csv-profile.zip");
      form.set("file", new Blob([files.inputs], { type: "application/zip" }), "inputs.zip");
      return uploadAnswerSchema.parse(await json(`/${id}/upload`, { method: "POST", body: form }));
    },
    status: async (id) => runStatusSchema.parse(await json(`/${id}`)),
    result: async (id) => runResultSchema.parse(await json(`/${id}/result`)),
    bytes: async (id, what) => new Uint8Array(await (await ask(`${runs}/${id}/${what}`)).arrayBuffer()),
  };
}

async function ask(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.ok) return response;
  const document = problemDocumentSchema.safeParse(await response.json().catch(() => null));
  throw new Error(document.success ? document.data.detail : `The server answered ${response.status}.`);
}
