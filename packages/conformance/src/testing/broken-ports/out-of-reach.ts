// What is a port that stands on something which can be taken away?
import { err } from "neverthrow";

export interface OutOfReach<Port> {
  /** As `real` until it is taken away. */
  readonly port: Port;
  /** From now on every call answers a fault, but for those of `still`. */
  unavailable(): Promise<void>;
}

export function outOfReach<Port extends object>(real: Port, still: Partial<Port>): OutOfReach<Port> {
  const port = { ...real };
  return {
    port,
    async unavailable() {
      const fault = async () => err({ kind: "unavailable", message: "The place is gone." } as const);
      Object.assign(port, Object.fromEntries(Object.keys(real).map((call) => [call, fault])), still);
    },
  };
}
