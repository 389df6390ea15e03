/**
 * Resources, by module, that the emulation skips: each one repeats another resource of its example, and the provider
 * waits minutes for every one of them in sequence.
 */
export const DUPLICATES: Readonly<Record<string, readonly string[]>> = {
  "data/aurora": ["aws_rds_cluster_instance.database_instance-b_"],
};

/** The addresses of a module's example that are duplicates. */
export function duplicatesIn(module: string, addresses: readonly string[]): string[] {
  return addresses.filter((address) => DUPLICATES[module]?.some((start) => address.startsWith(start)));
}
