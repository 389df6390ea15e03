import { fail, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isEmpty, numberOf } from "../../../engine/values";

/** Size from which RDS stripes gp3 of these engines over four volumes. */
const STRIPED_GIB = 400;
const RATES = { iops: 12_000, storage_throughput: 500 } as const;

/** Requires rates that RDS accepts for the size: none below 400 GiB, and at least four times the base from there on. */
export const hasGp3Rates: Check = ({ values }) => {
  if (values["storage_type"] !== "gp3" || !/^(?:postgres|mysql|mariadb)$/.test(String(values["engine"]))) return [];
  const size = numberOf(values["allocated_storage"]);
  return Object.entries(RATES)
    .filter(([path]) => !isEmpty(values[path]))
    .flatMap(([path, least]) => {
      const rate = numberOf(values[path]);
      // Replicas and restored databases take the size of their source.
      if (size === undefined || rate === undefined) return [unknown(path)];
      if (size < STRIPED_GIB) return [fail(path, `must not be set below ${STRIPED_GIB} GiB`)];
      return rate >= least ? [] : [fail(path, `must be at least ${least}`)];
    });
};
