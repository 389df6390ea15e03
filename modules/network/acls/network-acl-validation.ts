import type { Construct } from "constructs";
import {
  Validation,
  each,
  integer,
  matching,
  oneOf,
  providerOfRegion,
  requireProps,
  satisfying,
  unique,
  type Rule,
} from "../../core";
import type { NetworkAclProps } from "./network-acl-props";

/** Rules of a network ACL in one direction (VPC quotas), and those that are not of a port. */
const MAX_RULES = 20;
const FIXED_RULES = 3;

/** Ports of administration, which NET-10 refuses from the internet. */
const ADMINISTRATION = [20, 21, 22, 3389];

/** Checks the props of an ACL against the limits of `CreateNetworkAclEntry`. */
export function validateNetworkAcl(scope: Construct, id: string, props: NetworkAclProps): void {
  requireProps(scope, id, props, {
    name: "string",
    network: { vpcId: "string", vpcCidr: "string", publicPlacement: "object", privatePlacement: "object" },
    tier: "string",
  });
  new Validation(scope, id)
    .props(props, {
      name: matching(/^.{1,255}$/, "1 to 255 characters", "shorten the name"),
      tier: oneOf<string>(["public", "private"], "name the subnets of the ACL"),
      servedPorts: [...ports(), each(notForAdministration), servedByPublicTier(props.tier)],
      egressPorts: ports(),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

function ports(): readonly Rule<readonly number[]>[] {
  const most = MAX_RULES - FIXED_RULES;
  return [
    each(integer(1, 65_535, "choose a TCP port")),
    (list) => unique()(list.map(String)),
    satisfying(({ length }) => length <= most, `at most ${most} ports`, "list only the ports that are used"),
  ];
}

const notForAdministration: Rule<number> = satisfying(
  (port) => !ADMINISTRATION.includes(port),
  `no port of administration (${ADMINISTRATION.join(", ")})`,
  "connect through Session Manager",
);

const servedByPublicTier = (tier: string): Rule<readonly number[]> =>
  satisfying(
    ({ length }) => length === 0 || tier === "public",
    "no ports for the private tier",
    "serve them by a load balancer in public subnets",
  );
