// What can be wrong, as decided in input/?
export const INPUT_CODES = {
} as const;
