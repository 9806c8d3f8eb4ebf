// What stands in a message where any JSON may stand?
import { z } from "zod";

/** One schema for all of them, so that a document names it once. */
export const jsonValueSchema = z.json().meta({ id: "JsonValue" });
