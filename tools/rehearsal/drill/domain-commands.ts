import type { CommandLine } from "./command-line";
import { DrillError, expectOneOf, resolved, type Attributes, type DrillState } from "./drill-state";

const DISTRIBUTION = "aws_cloudfront_distribution";
const RECORD = "aws_route53_record";

interface RecordChange {
  readonly Action: string;
  readonly ResourceRecordSet: {
    readonly Name: string;
    readonly Type: string;
    readonly AliasTarget: {
      readonly HostedZoneId: string;
      readonly DNSName: string;
      readonly EvaluateTargetHealth: boolean;
    };
  };
}

/** `aws cloudfront associate-alias`: moves an alias to a distribution whose certificate covers it. */
export async function associateAlias(state: DrillState, { options }: CommandLine): Promise<void> {
  const { lost, standby } = state.pair;
  const target = resolved(options["target-distribution-id"] ?? "", state);
  const alias = options["alias"];
  const [source, destination] = [state.stacks.get(lost.name)!, state.stacks.get(standby.name)!];
  const applied = await destination.applied();
  const distribution = applied.resource(DISTRIBUTION);
  expectOneOf("--target-distribution-id", target, [String(distribution["id"])]);
  expectOneOf("--alias", alias, aliasesOf((await source.applied()).resource(DISTRIBUTION)));
  const [certificate] = distribution["viewer_certificate"] as readonly Attributes[];
  const certificates = Object.values(applied.resources("aws_acm_certificate"));
  const covering = certificates.filter((one) => one["domain_name"] === alias).map(({ arn }) => String(arn));
  expectOneOf("certificate of the distribution", String(certificate?.["acm_certificate_arn"]), covering);
  const proofs = Object.values(applied.resources(RECORD)).filter(
    ({ name, type }) => name === `_${alias!}` && type === "TXT",
  );
  expectOneOf(`TXT record _${alias!}`, proofs.flatMap((proof) => proof["records"] as string[])[0], [
    String(distribution["domain_name"]),
  ]);
  await source.edit(DISTRIBUTION, (one) => ({ ...one, aliases: withoutAlias(one, alias!) }));
  await destination.edit(DISTRIBUTION, (one) => ({ ...one, aliases: [...aliasesOf(one), alias] }));
}

/** Null without any other: the argument is absent then. */
function withoutAlias(attributes: Attributes, alias: string): string[] | null {
  const others = aliasesOf(attributes).filter((name) => name !== alias);
  return others.length > 0 ? others : null;
}

function aliasesOf({ aliases }: Attributes): string[] {
  return (aliases ?? []) as string[];
}

/** `aws route53 change-resource-record-sets`: points alias records of the lost environment to the standby. */
export async function changeRecords(state: DrillState, { options }: CommandLine): Promise<void> {
  const { lost, standby } = state.pair;
  const zone = options["hosted-zone-id"]!;
  expectOneOf("--hosted-zone-id", zone, [standby.site.hostedZone]);
  const { Changes: changes } = state.document as { readonly Changes: readonly RecordChange[] };
  const distribution = (await state.stacks.get(standby.name)!.applied()).resource(DISTRIBUTION);
  const records = Object.values((await state.stacks.get(lost.name)!.applied()).resources(RECORD));
  for (const { Action, ResourceRecordSet: set } of changes) {
    const present = records.find(({ name, type }) => name === set.Name && type === set.Type);
    if (!present) throw new DrillError(`${set.Type} ${set.Name}: ${lost.name} has no such record`);
    expectOneOf(`Action of ${set.Type} ${set.Name}`, Action, ["UPSERT"]);
    expectOneOf("DNSName", resolved(set.AliasTarget.DNSName, state), [String(distribution["domain_name"])]);
    expectOneOf("HostedZoneId", set.AliasTarget.HostedZoneId, [String(distribution["hosted_zone_id"])]);
    const alias = [
      {
        name: distribution["domain_name"],
        zone_id: distribution["hosted_zone_id"],
        evaluate_target_health: set.AliasTarget.EvaluateTargetHealth,
      },
    ];
    const id = `${zone}_${set.Name}_${set.Type}`;
    state.records.set(`${RECORD} ${id}`, { ...present, id, alias });
  }
}

/** Records of the domain that do not point to the standby yet. */
export async function unmovedRecords({ pair, stacks, records }: DrillState): Promise<string[]> {
  const present = Object.values((await stacks.get(pair.lost.name)!.applied()).resources(RECORD));
  return present
    .filter(({ name, alias }) => name === pair.lost.site.domainName && (alias as readonly unknown[]).length > 0)
    .filter(
      ({ name, type }) => !records.has(`${RECORD} ${pair.standby.site.hostedZone}_${String(name)}_${String(type)}`),
    )
    .map(({ name, type }) => `${String(type)} ${String(name)}`);
}
