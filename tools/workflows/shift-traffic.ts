import { run } from "./steps";

/**
 * Starts a deployment of CodeDeploy for every function whose alias names an older version than the newest, as the
 * output `deployments` of the stacks lists them, and waits for all. An alarm sends the traffic back and fails the job.
 */
export function shiftTraffic(): string {
  return run("Shift traffic to new versions", [
    "touch started",
    "for stack in $STACKS; do",
    '  terraform -chdir="plans/$stack" output -json > outputs.json',
    "  jq --compact-output '.deployments.value // [] | .[]' outputs.json > deployments.jsonl",
    "  while read -r deployment; do",
    '    field() { jq --raw-output ".$1" <<< "$deployment"; }',
    "    region=$(field region)",
    "    function=$(field function)",
    '    current=$(aws lambda get-alias --region "$region" --function-name "$function" --name "$(field alias)" --query FunctionVersion --output text)',
    '    versions=$(aws lambda list-versions-by-function --region "$region" --function-name "$function" --query \'Versions[].Version\' --output text)',
    "    target=$(tr '[:space:]' '\\n' <<< \"$versions\" | grep -E '^[0-9]+$' | sort -n | tail -n 1)",
    '    if [ "$current" = "$target" ]; then continue; fi',
    '    revision=$(jq --compact-output --arg current "$current" --arg target "$target" \'{revisionType: "AppSpecContent", appSpecContent: {content: (.appSpec | gsub("[$]CURRENT"; $current) | gsub("[$]TARGET"; $target))}}\' <<< "$deployment")',
    '    id=$(aws deploy create-deployment --region "$region" --application-name "$(field application)" --deployment-group-name "$(field group)" --revision "$revision" --query deploymentId --output text)',
    '    echo "$region $id" >> started',
    "  done < deployments.jsonl",
    "done",
    "while read -r region id; do",
    '  aws deploy wait deployment-successful --region "$region" --deployment-id "$id"',
    "done < started",
  ]);
}
