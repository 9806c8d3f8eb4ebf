// What did an audit find?

/** The promises that an audit holds a data folder to. */
export type Promised =
  | "no run lost"
  | "no run stuck"
  | "one end"
  | "as told"
  | "no temporary file"
  | "outputs whole"
  | "no outputs of nobody"
  | "skills whole"
  | "no process left"
  | "no bug"
  | "usable";

export interface Finding {
  readonly promise: Promised;
  readonly message: string;
}

export function finding(promise: Promised, message: string): Finding {
  return { promise, message };
}
