// What can be wrong, as decided in result/?
export const RESULT_CODES = {
  RESULT_OUTPUT_MISSING: "The program wrote no output document.",
  RESULT_OUTPUT_NOT_A_FILE: "What the program left as its output document is not a plain file.",
  RESULT_OUTPUT_UNREADABLE: "The program left its output document with a mode by which it may not be read.",
  RESULT_OUTPUT_TOO_LARGE: "The output document is larger than the limit allows.",
  RESULT_OUTPUT_JSON: "The output document is not valid JSON.",
  RESULT_OUTPUT_DEPTH: "The output document is nested deeper than 64 levels.",
  RESULT_OUTPUT_SCHEMA: "The output document is not what the package's output schema promises.",
  RESULT_OUTPUT_TOO_COSTLY: "Judging the output takes more time or memory than allowed.",
  RESULT_ARTIFACT_MISSING: "A promised artifact was not written.",
  RESULT_ARTIFACT_UNKNOWN: "The output names an artifact that was not written.",
  RESULT_ARTIFACT_NOT_A_FILE: "Something among the artifacts is not a plain file of its own, and was left out.",
  RESULT_ARTIFACT_NAME: "An artifact has a name that is not safe on every system, and was left out.",
  RESULT_ARTIFACTS_TOO_MANY: "More artifacts than the limit allows; the rest was left out.",
  RESULT_ARTIFACTS_TOO_LARGE: "The artifacts together are larger than the limit allows; the rest was left out.",
  RESULT_ARTIFACT_UNREADABLE:
    "An artifact may not be read by its mode, or changed while it was collected, and was left out.",
  RESULT_LOG_TRUNCATED: "A log grew past its limit; the rest was dropped.",
} as const;
