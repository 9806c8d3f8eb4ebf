// What can be wrong, as decided in package/?
export const PACKAGE_CODES = {
} as const;
