// What is a JSON value to the rooms that know runs?
export type { JsonObject, JsonValue } from "../schema/json.ts";
