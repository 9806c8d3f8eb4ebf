// What can be wrong, as decided in result/?
export const RESULT_CODES = {
} as const;
