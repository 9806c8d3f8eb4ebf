// Which moment have entries that imitate a tool's? Noon on the leap day of 2024, in the fields of a zip header.
export const noon = { time: 12 << 11, date: ((2024 - 1980) << 9) | (2 << 5) | 29 };
