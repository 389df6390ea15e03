import { environmentTag, type StackInput } from "../../policies";
import { alarm } from "./evidence/alarm";
import { notHeld, proof } from "./evidence/documents";
import { policy } from "./evidence/policy";
import { recoveryPoint } from "./evidence/recovery-point";
import { recoveryTime } from "./evidence/recovery-time";
import { resources, setting } from "./evidence/setting";
import { WAYS, type EvidenceFinding, type Way } from "./finding";
import type { Evidence, PromisesFile, SystemPromise } from "./promises-file";

export interface AttestInput {
  readonly file: PromisesFile;
  /** Synthesized stacks of the app. */
  readonly stacks: readonly StackInput[];
  /** Folder of the app, in which runbooks, tests and decisions are. */
  readonly folder: string;
  /** The day against which waivers expire. */
  readonly now: Date;
}

/** One promise in one environment. */
export interface Attestation {
  readonly environment: string;
  readonly id: string;
  readonly promise: string;
  /** The strongest way in which it is held. */
  readonly way: Way;
  /** True if every evidence holds. */
  readonly holds: boolean;
  /** A text for each evidence: what was found. */
  readonly evidence: readonly string[];
}

/** Checks each promise in each environment. A promise without a line for an environment does not hold. */
export function attest(input: AttestInput): readonly Attestation[] {
  return input.file.environments.flatMap((environment) => {
    const own = input.stacks.filter((stack) => environmentTag(stack) === environment);
    return input.file.promises.map((promise) => attestation(promise, environment, { ...input, stacks: own }));
  });
}

function attestation({ id, promise, held }: SystemPromise, environment: string, input: AttestInput): Attestation {
  const evidence = held[environment] ?? held["*"] ?? [];
  const findings = evidence.map((one) => findingOf(one, input));
  const missing = missingLine(evidence, environment, input.stacks);
  return {
    environment,
    id,
    promise,
    way: WAYS.find((way) => findings.some((one) => one.way === way)) ?? "not held",
    holds: missing === undefined && findings.every(({ holds }) => holds),
    evidence: missing === undefined ? textsOf(findings) : [missing],
  };
}

/** If one evidence fails, the others are no reason to look. */
function textsOf(findings: readonly EvidenceFinding[]): readonly string[] {
  const failed = findings.filter(({ holds }) => !holds);
  return (failed.length > 0 ? failed : findings).map(({ text }) => text);
}

function missingLine(
  evidence: readonly Evidence[],
  environment: string,
  own: readonly StackInput[],
): string | undefined {
  if (own.length === 0) return `no stack has the tag Environment ${environment}`;
  return evidence.length === 0 ? `no line for ${environment}` : undefined;
}

function findingOf(evidence: Evidence, { stacks, folder, now }: AttestInput): EvidenceFinding {
  if ("recoveryPoint" in evidence) return recoveryPoint(evidence.recoveryPoint, stacks);
  if ("recoveryTime" in evidence) return recoveryTime(evidence.recoveryTime, folder);
  if ("setting" in evidence) return setting(evidence.setting, stacks);
  if ("resources" in evidence) return resources(evidence.resources, stacks);
  if ("alarm" in evidence) return alarm(evidence.alarm, stacks);
  if ("policy" in evidence) return policy(evidence.policy, stacks, now);
  if ("proof" in evidence) return proof(evidence.proof, folder);
  return notHeld(evidence.notHeld, folder);
}
