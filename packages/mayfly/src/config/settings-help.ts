// How are the settings told on a terminal?
import { SETTINGS } from "./settings.ts";

/** The environment's settings as aligned lines. */
export function settingsHelp(): string {
  const rows = Object.entries(SETTINGS).map(
    ([name, { default: fallback, meaning }]) => [name, fallback, meaning] as const,
  );
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const defaultWidth = Math.max(...rows.map(([, fallback]) => fallback.length));
  const lines = rows.map(
    ([name, fallback, meaning]) => `  ${name.padEnd(nameWidth)}  ${fallback.padEnd(defaultWidth)}  ${meaning}`,
  );
  return ["Settings in the environment, with their defaults:", ...lines].join("\n");
}
