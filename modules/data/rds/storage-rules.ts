import { fields, integer, oneOf, satisfying, type Rule } from "../../core";
import type { RdsStorage } from "./rds-instance-props";

/** Size from which RDS stripes gp3 over four volumes, with four times the base rate. */
const STRIPED_GB = 400;
const MAX_GB = 65_536;
const MAX_IO2_IOPS = 256_000;

/** Accepts sizes, rates and growth that RDS accepts for PostgreSQL and MySQL (RDS User Guide, "Storage"). */
export function storageRules(): Rule<RdsStorage> {
  return fields((storage) => ({
    gb: integer(storage.type === "io2" ? 100 : 20, MAX_GB, "choose a size that RDS offers for the volume"),
    maxGb: [
      integer(20, MAX_GB, "choose a size that RDS offers"),
      satisfying((maxGb) => maxGb > storage.gb, `more than gb, ${storage.gb}`, "raise it, or omit it for no growth"),
    ],
    type: oneOf<string>(["gp3", "io2"], "choose a kind of SSD volume"),
    iops: storage.type === "io2" ? io2Iops(storage) : gp3Rate(storage, "iops", 12_000, 64_000),
    throughput: storage.type === "io2" ? notForIo2() : [gp3Rate(storage, "throughput", 500, 4_000), quarterOf(storage)],
  }));
}

/** RDS refuses io2 without IOPS, which a table of fields cannot express: absent fields pass. */
export function iopsOfIo2(): Rule<RdsStorage> {
  return ({ type, iops }) =>
    type !== "io2" || iops !== undefined
      ? []
      : [{ below: ".iops", value: "none", allowed: `1000 to ${MAX_IO2_IOPS} for io2`, fix: "provision the IOPS" }];
}

function io2Iops({ gb }: RdsStorage): Rule<number> {
  const most = Math.min(MAX_IO2_IOPS, gb * 1000);
  return integer(1_000, most, "io2 has 1000 to 256000 IOPS, at most 1000 for each GiB");
}

function gp3Rate({ gb }: RdsStorage, rate: string, least: number, most: number): Rule<number> {
  return gb < STRIPED_GB
    ? satisfying(
        () => false,
        `nothing below ${STRIPED_GB} GiB`,
        `omit it: RDS accepts ${rate} of gp3 only from ${STRIPED_GB} GiB on, the base rate included`,
      )
    : integer(least, most, `gp3 has at least ${least} from ${STRIPED_GB} GiB on`);
}

function quarterOf({ iops = 12_000 }: RdsStorage): Rule<number> {
  return satisfying(
    (throughput) => throughput <= iops / 4,
    `at most a quarter of the IOPS, ${iops / 4}`,
    "raise iops or lower the throughput",
  );
}

function notForIo2(): Rule<number> {
  return satisfying(() => false, "nothing for io2", "omit it: the throughput of io2 follows from its IOPS");
}
