import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { Construct } from "constructs";
import { useProviderOf, withDefaults } from "../core";
import { SUPPRESSOR_DEFAULTS, namesOf, type AlarmSuppressor, type CompositeAlarmProps } from "./composite-alarm-props";
import { validateCompositeAlarm } from "./composite-alarm-validation";

/**
 * An alarm over other alarms: one notification for a journey instead of one for each of its parts.
 *
 * Let the parts notify a topic that nobody is paged by. CloudWatch refuses to delete an alarm that a composite one
 * names, so that Terraform destroys this one first.
 */
export class CompositeAlarm extends Construct {
  readonly alarmArn: string;
  readonly alarmName: string;

  /** @throws InputError when a signal is unknown, both or neither condition is set, or CloudWatch refuses a setting. */
  constructor(scope: Construct, id: string, props: CompositeAlarmProps) {
    validateCompositeAlarm(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, why, topicArn, anyOf = [], allOf = [], suppressor } = props;
    const names = namesOf(props.alarms);
    const states = (ids: readonly string[]): string[] => ids.map((signalId) => `ALARM("${names[signalId]!}")`);
    const alarm = new CloudwatchCompositeAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: why,
      alarmRule: anyOf.length > 0 ? states(anyOf).join(" OR ") : states(allOf).join(" AND "),
      actionsEnabled: true,
      alarmActions: [topicArn],
      okActions: [topicArn],
      actionsSuppressor: suppressor && suppression(suppressor, names),
    });
    this.alarmArn = alarm.arn;
    this.alarmName = alarm.alarmName;
  }
}

function suppression(suppressor: AlarmSuppressor, names: Readonly<Record<string, string>>) {
  const { signalId, waitSeconds, extensionSeconds } = withDefaults(suppressor, SUPPRESSOR_DEFAULTS);
  return { alarm: names[signalId]!, waitPeriod: waitSeconds, extensionPeriod: extensionSeconds };
}
