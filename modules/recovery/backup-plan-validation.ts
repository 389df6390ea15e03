import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  each,
  eachNamed,
  isKnown,
  nonEmpty,
  physicalName,
  providerOfRegion,
  satisfying,
  type Rule,
} from "../core";
import type { BackupPlanProps, BackupSelection } from "./backup-plan-props";
import { backupRule, worstCaseRpoMinutes, type BackupRule } from "./backup-rule";

/** Limits of `CreateBackupPlan` and `CreateBackupSelection`, and an objective that a rule achieves. */
export function validateBackupPlan(scope: Construct, id: string, props: BackupPlanProps): void {
  requireProps(scope, id, props, {
    name: "string",
    vault: { vaultName: "string" },
    rules: "list",
    selection: { tag: { key: "string", value: "string" }, arns: "list" },
  });
  const stack = AwsStack.of(scope);
  const region = props.regional?.region ?? stack.region;
  const { lock = "none" } = props.vault;
  new Validation(scope, id)
    .props(props, {
      regional: providerOfRegion(),
      name: physicalName("backup plan name"),
      "vault.vaultName": physicalName("backup vault name", "vault.vaultName"),
      rules: [
        nonEmpty("at least one rule", "add a rule with a schedule"),
        distinctNames,
        onlyOneContinuous,
        eachNamed(({ name }) => name, backupRule({ account: stack.account, region, lock })),
      ],
      selection: [tagKey, arnCount],
      "selection.arns": each(resourceOf(stack.account, region)),
      recoveryPointObjectiveMinutes: [OBJECTIVE, achievableBy(props.rules)],
    })
    .throwIfInvalid();
}

const OBJECTIVE = satisfying<number>(
  (minutes) => Number.isInteger(minutes) && minutes > 0,
  "a whole number of minutes",
  "write the longest loss of data that is acceptable",
);

const namesOf = (rules: readonly BackupRule[]): string[] => rules.map(({ name }) => name);

const distinctNames: Rule<readonly BackupRule[]> = satisfying(
  (rules) => new Set(namesOf(rules)).size === rules.length,
  "names that differ",
  "rename the repeated rule",
  namesOf,
);

const continuousNames = (rules: readonly BackupRule[]): string[] => namesOf(rules.filter((rule) => rule.continuous));

const onlyOneContinuous: Rule<readonly BackupRule[]> = satisfying(
  (rules) => continuousNames(rules).length <= 1,
  "one continuous rule, since a resource has one transaction log",
  "make the other rules snapshots",
  continuousNames,
);

const tagKey: Rule<BackupSelection> = ({ tag: { key } }) =>
  key.length > 0 ? [] : [{ below: ".tag.key", value: key, allowed: "a tag key", fix: "set the key of the plan's tag" }];

const arnCount: Rule<BackupSelection> = ({ arns }) => {
  const most = arns.some((arn) => arn.includes("*")) ? 30 : 500;
  const violation = { below: ".arns", value: arns.length, allowed: `at most ${most} ARNs`, fix: "select by tag" };
  return arns.length <= most ? [] : [violation];
};

/** A resource of another region or account is silently not backed up. Buckets have neither in their ARN. */
function resourceOf(account: string, region: string): Rule<string> {
  const selects = (part: string | undefined, own: string): boolean =>
    part !== undefined && (part === "" || part.includes("*") || !isKnown(own) || part === own);
  return satisfying(
    (value) => {
      const arn = /^arn:aws[^:]*:[^:]+:([^:]*):([^:]*):./.exec(value);
      return arn !== null && selects(arn[1], region) && selects(arn[2], account);
    },
    `ARNs of resources of the plan's region and account`,
    "list the resources; * alone selects all",
  );
}

function achievableBy(rules: readonly BackupRule[]): Rule<number> {
  const achieved = rules.map((rule) => `${rule.name} ${worstCaseRpoMinutes(rule)}`);
  return satisfying(
    (objective) => Math.min(...rules.map(worstCaseRpoMinutes)) <= objective,
    `the worst case of a rule in minutes or more: ${achieved.join(", ")}`,
    "make a rule continuous, run it more often or shorten its windows",
  );
}
