// What are the forms called in which reports are written?

export const FORMAT_NAMES = ["text", "json", "sarif", "github"] as const;

export type ReportFormatName = (typeof FORMAT_NAMES)[number];
