// What does the program give to those who start it from their own code?
export { configOf, type Config } from "./config.ts";
export { SETTINGS, type SettingName } from "./config/settings.ts";
export { createLogger, toLog } from "./log.ts";
export { startServer, type RunningServer } from "./running-server.ts";
