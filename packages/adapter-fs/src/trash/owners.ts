// How do those who remove things of one owner from the trash act one after the other?

/** What is being done now in this process, by the path that all things of an owner begin with. */
const acting = new Map<string, Promise<unknown>>();

/** Lets `act` remove things of `owner` when nobody else does: two who removed one thing would count it in halves. */
export async function takeInHand<T>(owner: string, act: () => Promise<T>): Promise<T> {
  while (acting.has(owner)) await acting.get(owner);
  const acted = act();
  acting.set(
    owner,
    acted.catch(() => undefined),
  );
  try {
    return await acted;
  } finally {
    acting.delete(owner);
  }
}
