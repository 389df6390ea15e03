import { matching, type Rule } from "../../core";

/** Accepts folders of a bucket. */
export function folder(): Rule<string> {
  return matching(
    /^(?!\/)(?:[\w!.*'()=-]+\/)+$/,
    "a folder such as orders/, without a first / and with a last /",
    "write the beginning of the keys",
  );
}
