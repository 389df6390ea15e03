import { CONTAINER } from "./fargate-task-props";

/** Stop code of a task whose container ended by itself. Others: it did not start, or somebody stopped it. */
const ENDED_BY_ITSELF = "EssentialContainerExited";

/**
 * Pattern of the runs of a task that were stopped, did not start, or did not end with exit code 0. Each branch repeats
 * the common keys: EventBridge refuses `$or` beside other keys.
 */
export function failedRuns(clusterArn: string, family: string): object {
  const stopped = stoppedRun(clusterArn, family);
  return changeOf({
    $or: [
      { ...stopped, containers: { name: [CONTAINER], exitCode: [{ "anything-but": [0] }] } },
      { ...stopped, stopCode: [{ "anything-but": [ENDED_BY_ITSELF] }] },
    ],
  });
}

/** Pattern of the runs of a task that ended with exit code 0. */
export function successfulRuns(clusterArn: string, family: string): object {
  const containers = { name: [CONTAINER], exitCode: [0] };
  return changeOf({ ...stoppedRun(clusterArn, family), stopCode: [ENDED_BY_ITSELF], containers });
}

function stoppedRun(clusterArn: string, family: string): object {
  return { clusterArn: [clusterArn], group: [`family:${family}`], lastStatus: ["STOPPED"] };
}

function changeOf(detail: object): object {
  return { source: ["aws.ecs"], "detail-type": ["ECS Task State Change"], detail };
}
