// How deep is a JSON value nested?

/** Whether arrays and objects in `value` nest more than `levels` deep. Walks a list, since a hostile value could overflow the stack. */
export function nestsDeeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    level = level.filter((each) => typeof each === "object" && each !== null);
    if (level.length > 0 && depth >= levels) return true;
    level = level.flatMap((each) => Object.values(each as object));
  }
  return false;
}
