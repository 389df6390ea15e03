import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct } from "constructs";
import {
  Validation,
  each,
  matchedEventsSignal,
  matching,
  oneOf,
  providerOfRegion,
  requireProps,
  satisfying,
  signalsIn,
  unique,
  useProviderOf,
  withDefaults,
  type RegionalProvider,
  type Signal,
} from "../../core";

/** Features of GuardDuty beside the analysis of logs that every detector does. */
export const DETECTOR_FEATURES = [
  "EBS_MALWARE_PROTECTION",
  "EKS_AUDIT_LOGS",
  "EKS_RUNTIME_MONITORING",
  "LAMBDA_NETWORK_LOGS",
  "RDS_LOGIN_EVENTS",
  "RUNTIME_MONITORING",
  "S3_DATA_EVENTS",
] as const;

export type DetectorFeature = (typeof DETECTOR_FEATURES)[number];

export interface ThreatDetectionProps {
  /** Prefix of the name of the rule that counts findings: at most 48 letters, digits, ., _ and -. */
  readonly name: string;
  /**
   * Features, each billed by use; `RUNTIME_MONITORING` also by vCPU-hour of the tasks. `EKS_RUNTIME_MONITORING` and
   * `RUNTIME_MONITORING` exclude each other.
   *
   * @default malware, network activity of functions, sign-ins to databases, runtime of tasks, access to objects
   */
  readonly features?: readonly DetectorFeature[];
  /** Refuses every plan that would delete the detector and its findings. @default true */
  readonly deletionProtection?: boolean;
  /** Region of the detector and its provider: GuardDuty sees one region. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const THREAT_DETECTION_DEFAULTS = {
  features: [
    "EBS_MALWARE_PROTECTION",
    "LAMBDA_NETWORK_LOGS",
    "RDS_LOGIN_EVENTS",
    "RUNTIME_MONITORING",
    "S3_DATA_EVENTS",
  ],
  deletionProtection: true,
} as const satisfies Partial<ThreatDetectionProps>;

/** Severity from which GuardDuty calls a finding high. */
const HIGH = 7;

/** Stateful. The GuardDuty detector of an account in one region, of which AWS allows one, and a signal of findings. */
export class ThreatDetection extends Construct {
  readonly detectorId: string;
  /** `<id>-findings`: findings of severity 7 and above. */
  readonly signals: readonly Signal[];

  /** @throws InputError when a name or a feature is not one, or two features exclude each other. */
  constructor(scope: Construct, id: string, props: ThreatDetectionProps) {
    validateThreatDetection(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, features, deletionProtection } = withDefaults(props, THREAT_DETECTION_DEFAULTS);
    this.detectorId = new GuarddutyDetector(this, "detector", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
      lifecycle: { preventDestroy: deletionProtection },
    }).id;
    features.forEach((feature) => this.enable(feature));
    const ruleName = `${name}-threat-findings`;
    new CloudwatchEventRule(this, "findings", {
      name: ruleName,
      description: "Findings of GuardDuty of high severity, counted by a metric",
      eventPattern: JSON.stringify({
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: [">=", HIGH] }] },
      }),
    });
    const why = "GuardDuty found a threat of high severity; read the finding before anything is changed";
    this.signals = signalsIn(this, [
      matchedEventsSignal({ ruleName, id: `${id}-findings`, why, label: "High findings" }),
    ]);
  }

  private enable(feature: DetectorFeature): void {
    new GuarddutyDetectorFeature(this, `feature-${feature.toLowerCase().replaceAll("_", "-")}`, {
      detectorId: this.detectorId,
      name: feature,
      status: "ENABLED",
      additionalConfiguration:
        feature === "RUNTIME_MONITORING" ? [{ name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" }] : undefined,
    });
  }
}

function validateThreatDetection(scope: Construct, id: string, props: ThreatDetectionProps): void {
  requireProps(scope, id, props, { name: "string" });
  new Validation(scope, id)
    .props(props, {
      name: matching(/^[\w.-]{1,48}$/, "1 to 48 letters, digits, ., _ and -", "shorten or reword the name"),
      features: [
        each(oneOf<DetectorFeature>(DETECTOR_FEATURES, "choose features of GuardDuty")),
        unique(),
        satisfying<readonly DetectorFeature[]>(
          (list) => !(list.includes("EKS_RUNTIME_MONITORING") && list.includes("RUNTIME_MONITORING")),
          "one of EKS_RUNTIME_MONITORING and RUNTIME_MONITORING",
          "remove EKS_RUNTIME_MONITORING, which RUNTIME_MONITORING contains",
        ),
      ],
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}
