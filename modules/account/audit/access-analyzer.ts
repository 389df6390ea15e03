import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { Construct } from "constructs";
import {
  Validation,
  matchedEventsSignal,
  matching,
  providerOfRegion,
  requireProps,
  signalsIn,
  useProviderOf,
  type RegionalProvider,
  type Signal,
} from "../../core";

export interface AccessAnalyzerProps {
  /** Physical name: at most 48 letters, digits, _ and -, beginning with a letter. Another name replaces it. */
  readonly name: string;
  /** Region of the analyzer and its provider: it sees resources of one region. @default the stack's */
  readonly regional?: RegionalProvider;
}

/**
 * An analyzer of IAM Access Analyzer for resources that identities outside of the account can use. It is free; the
 * analysis of unused access, which is not, is left out.
 */
export class AccessAnalyzer extends Construct {
  readonly analyzerArn: string;
  /** `<id>-findings`: new findings. */
  readonly signals: readonly Signal[];

  /** @throws InputError when the name is not one. */
  constructor(scope: Construct, id: string, props: AccessAnalyzerProps) {
    requireProps(scope, id, props, { name: "string" });
    new Validation(scope, id)
      .props(props, {
        name: matching(/^[A-Za-z][\w-]{0,47}$/, "at most 48 letters, digits, _ and -", "shorten or reword the name"),
        regional: providerOfRegion(),
      })
      .throwIfInvalid();
    super(scope, id);
    useProviderOf(this, props.regional);
    this.analyzerArn = new AccessanalyzerAnalyzer(this, "analyzer", { analyzerName: props.name, type: "ACCOUNT" }).arn;
    const ruleName = `${props.name}-access-findings`;
    new CloudwatchEventRule(this, "findings", {
      name: ruleName,
      description: "Active findings of IAM Access Analyzer, counted by a metric",
      eventPattern: JSON.stringify({
        source: ["aws.access-analyzer"],
        "detail-type": ["Access Analyzer Finding"],
        detail: { status: ["ACTIVE"] },
      }),
    });
    const why = "Somebody outside of the account can use a resource; archive the finding if that is intended";
    this.signals = signalsIn(this, [
      matchedEventsSignal({ ruleName, id: `${id}-findings`, why, label: "External access" }),
    ]);
  }
}
