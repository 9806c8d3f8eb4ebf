// How does a package become an installed skill, for whoever waits until it is one?
import type { ByteSource, Install, Refusal, Registry } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";

/** The install as it ended: in success or failure. Fails with what `Registry.install` refuses at once. */
export async function installWhole(
  registry: Pick<Registry, "install">,
  pkg: ByteSource,
): Promise<Result<Install, Refusal>> {
  const started = await registry.install({ package: pkg });
  return started.isErr() ? err(started.error) : ok(await started.value.ended);
}
