// Which fields are hard to tell?

type Fields = Readonly<Record<string, unknown>>;

/** Deeper than a stack that goes down a level a call. */
const DEPTH = 100_000;
const LENGTH = 500_000;

/** What each is, the fields, and the words that a line of them has nevertheless. */
export function untellable(): readonly (readonly [string, Fields, readonly string[]])[] {
  return [
    ["a field that refers to itself", beside(circle()), KEPT],
    ["fields that refer to themselves", Object.assign(circle(), { word: "beside" }), KEPT],
    ["a bigint", beside(12n), KEPT],
    ["a bigint further down", beside({ n: [12n] }), KEPT],
    ["what JSON leaves out", { ...beside(Symbol("s")), call: unwilling, nothing: undefined, [Symbol("t")]: 1 }, KEPT],
    ["a `toJSON` that throws", beside({ toJSON: unwilling }), KEPT],
    ["a getter that throws", Object.defineProperty(beside(1), "field", REFUSING), KEPT],
    ["a getter that throws further down", beside(Object.defineProperty({}, "inner", REFUSING)), KEPT],
    ["a revoked proxy", beside(revoked()), KEPT],
    ["fields that are a revoked proxy", revoked(), []],
    ["fields without a prototype", Object.assign(Object.create(null) as object, beside(1)), KEPT],
    ["a date that is none", beside(new Date(Number.NaN)), KEPT],
    ["what is nested too deep", beside(nested()), KEPT],
    ["what is huge", beside("x".repeat(LENGTH)), KEPT],
    ["a cause that is a text", { ...beside(1), cause: "because of this" }, [...KEPT, "because of this"]],
    ["a cause that is nothing", { ...beside(1), cause: null }, KEPT],
    [
      "a cause that is a fault",
      { ...beside(1), cause: { kind: "unavailable", message: "disk gone" } },
      [...KEPT, "disk gone"],
    ],
    ["a cause that is a revoked proxy", { ...beside(1), cause: revoked() }, KEPT],
    [
      "an error whose message throws",
      { ...beside(1), cause: Object.defineProperty(new Error("x"), "message", REFUSING) },
      KEPT,
    ],
    ["an error that is its own cause", { ...beside(1), cause: ownCause() }, [...KEPT, "round and round"]],
  ];
}

const KEPT = ["beside"];
const REFUSING: PropertyDescriptor = { enumerable: true, configurable: true, get: unwilling };

/** `field`, between two that can be told. */
function beside(field: unknown): Record<string, unknown> {
  return { word: "beside", field, other: 1 };
}

function unwilling(): never {
  throw new Error("It does not want to be read.");
}

function circle(): Record<string, unknown> {
  const round: Record<string, unknown> = {};
  round["round"] = { round };
  return round;
}

function revoked(): Record<string, unknown> {
  const { proxy, revoke } = Proxy.revocable<Record<string, unknown>>({}, {});
  revoke();
  return proxy;
}

function nested(): unknown {
  let deep: unknown = null;
  for (let n = 0; n < DEPTH; n += 1) deep = { deep };
  return deep;
}

function ownCause(): Error {
  const error = new Error("round and round");
  error.cause = new Error("and round", { cause: error });
  return error;
}
