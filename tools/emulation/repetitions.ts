/**
 * Resources, by module, that are left out in advance: each is like another one of its example, and the provider waits minutes for it by the
 * clock, after the other one. Nothing is proven by them that the other one does not prove.
 */
export const REPETITIONS: Readonly<Record<string, readonly string[]>> = {
  data: ["aws_rds_cluster_instance.database_instance-b_"],
};

/** Which of the addresses of a module's example are repetitions. */
export function repetitionsIn(module: string, addresses: readonly string[]): string[] {
  return addresses.filter((address) => REPETITIONS[module]?.some((start) => address.startsWith(start)));
}
