// What is an entry called in messages, when nothing about its name is known yet?

const decoder = new TextDecoder();

/** The name as text; what is not UTF-8 is shown as U+FFFD. */
export function showName(rawName: Uint8Array): string {
  return decoder.decode(rawName);
}
