// Which modules does a source file import when it runs?
import { parseSync } from "rolldown/utils";

export interface ModuleImport {
  /** As it is written. */
  readonly specifier: string;
  /** What is taken from there; `null` for all of it. */
  readonly names: readonly string[] | null;
}

export interface ModuleImports {
  readonly imports: readonly ModuleImport[];
  /** Where each name that is passed on comes from; a name that the file makes itself is not in here. */
  readonly passedOn: ReadonlyMap<string, { readonly specifier: string; readonly name: string | null }>;
  /** The names of all that is imported or passed on, types too. */
  readonly mentioned: ReadonlySet<string>;
}

/** Reads the imports of TypeScript source. Those of types alone are no imports: nothing is left of them at run time. */
export function moduleImports(path: string, source: string): ModuleImports {
  const { module, errors } = parseSync(path, source, { lang: "ts" });
  if (errors.length > 0) throw new Error(`Cannot parse ${path}: ${errors[0]?.message}`);
  const imports: ModuleImport[] = [];
  const passedOn = new Map<string, { specifier: string; name: string | null }>();
  const mentioned = new Set<string>();
  for (const { moduleRequest, entries } of module.staticImports) {
    for (const { importName } of entries) if (importName.name !== null) mentioned.add(importName.name);
    const values = entries.filter(({ isType }) => !isType);
    // Without any names it is imported for what it does.
    if (entries.length > 0 && values.length === 0) continue;
    const names = values.flatMap(({ importName: { kind, name } }) => (kind === "Name" && name !== null ? [name] : []));
    const whole = names.length === 0 || names.length < values.length;
    imports.push({ specifier: moduleRequest.value, names: whole ? null : names });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName, exportName, isType } of entries) {
      if (moduleRequest === null) continue;
      if (importName.name !== null) mentioned.add(importName.name);
      if (isType) continue;
      const specifier = moduleRequest.value;
      imports.push({ specifier, names: importName.name === null ? null : [importName.name] });
      if (exportName.name !== null) passedOn.set(exportName.name, { specifier, name: importName.name });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = source.slice(moduleRequest.start, moduleRequest.end);
    const specifier = /^["'](.+)["']$/.exec(written)?.[1];
    if (specifier === undefined) throw new Error(`Cannot tell what ${path} imports: ${written}`);
    imports.push({ specifier, names: null });
  }
  return { imports, passedOn, mentioned };
}
