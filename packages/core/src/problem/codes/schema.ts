// What can be wrong, as decided in schema/?
export const SCHEMA_CODES = {
} as const;
