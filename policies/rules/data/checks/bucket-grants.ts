import { type Resource, STACK_TYPE } from "../../../engine/resource";
import type { Check, Context } from "../../../engine/rule";
import { recordsOf, stringsOf, valueAt } from "../../../engine/values";
import { allows, eachStatement } from "../../../iam/questions";
import type { PolicyStatement } from "../../../iam/statements";

/** Actions that Security Hub denies to other accounts (S3.6): they change the protection of the bucket. */
const PROTECTION = [
  "s3:deletebucketpolicy",
  "s3:putbucketacl",
  "s3:putbucketpolicy",
  "s3:putencryptionconfiguration",
  "s3:putobjectacl",
];

const ACCOUNT = /^AWS:(?:arn:aws[\w-]*:(?:iam|sts)::)?(\d{12})(?::|$)/;

/** Rejects actions on the protection of a bucket for literal accounts other than those of the provider. */
export const keepsProtection: Check = (resource, context) => {
  const own = ownAccounts(resource, context);
  return eachStatement("policy", (statement) => {
    const account = foreignAccounts(statement).find((one) => !own.includes(one));
    const action = statement.actions.find((one) => PROTECTION.includes(one.toLowerCase()));
    return allows(statement) && account !== undefined && action !== undefined
      ? `allows ${action} to the account ${account}`
      : undefined;
  })(resource, context);
};

const foreignAccounts = ({ principals }: PolicyStatement): readonly string[] =>
  principals.flatMap((principal) => ACCOUNT.exec(principal)?.[1] ?? []);

function ownAccounts({ stack }: Resource, { graph }: Context): readonly string[] {
  return graph
    .inStack(stack, STACK_TYPE)
    .flatMap(({ values }) => recordsOf(valueAt(values, "provider.aws")))
    .flatMap((provider) => stringsOf(provider["allowed_account_ids"]));
}
