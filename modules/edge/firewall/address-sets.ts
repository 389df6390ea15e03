import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import type { Construct } from "constructs";

interface AddressSetSettings {
  /** Physical name, to which the IP version is added. */
  readonly name: string;
  readonly scope: "CLOUDFRONT" | "REGIONAL";
  readonly provider?: AwsProvider;
}

/** Creates the IP sets `<id>-ipv4` and `<id>-ipv6` of ranges and returns their ARNs. */
export function createAddressSets(
  parent: Construct,
  id: string,
  ranges: readonly string[],
  { name, scope, provider }: AddressSetSettings,
): string[] {
  const versions = [
    { ipAddressVersion: "IPV4", addresses: ranges.filter((range) => !range.includes(":")) },
    { ipAddressVersion: "IPV6", addresses: ranges.filter((range) => range.includes(":")) },
  ];
  return versions.map(({ ipAddressVersion, addresses }) => {
    const version = ipAddressVersion.toLowerCase();
    const set = new Wafv2IpSet(parent, `${id}-${version}`, {
      provider,
      name: `${name}-${version}`,
      scope,
      ipAddressVersion,
      addresses,
      lifecycle: { createBeforeDestroy: true },
    });
    return set.arn;
  });
}
