// What can be wrong with the inputs and parameters of a run, as decided in package/?
export const INPUT_CODES = {
  INPUT_MISSING: "An input that the package requires was not sent.",
  INPUT_UNKNOWN: "A file was sent under a key that the package does not have.",
  INPUT_REPEATED: "Two files were sent under one input key.",
  INPUT_LAYOUT: "An input archive that does not hold one file for each key.",
  INPUT_EXTENSION: "An input file of a type that its key does not take.",
  INPUT_PARAMETER: "A parameter that the package's parameter schema refuses.",
} as const;
