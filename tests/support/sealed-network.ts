import { spawnSync } from "node:child_process";

/** The command that runs another one without network; undefined if this machine does not permit it. */
export function sealedNetwork(): string[] | undefined {
  const ways = [
    ["unshare", "-n"],
    ["unshare", "-rn"],
  ];
  return ways.find(([program, flag]) => spawnSync(program!, [flag!, "true"]).status === 0);
}
