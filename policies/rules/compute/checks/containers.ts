import { fail, unknown } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { isRecord, isUnresolved, recordsOf } from "../../../engine/values";
import { isSecretVariable } from "../../checks/secret-names";

/** Checks each container in the JSON of a task definition. */
export const eachContainer =
  (problemOf: (container: Values) => string | undefined): Check =>
  ({ values }) => {
    const containers = containersOf(values["container_definitions"]);
    if (containers === "unknown") return [unknown("container_definitions")];
    if (containers === "malformed") return [fail("container_definitions", "is not a JSON list of containers")];
    return containers.flatMap((container) => {
      const message = problemOf(container);
      return message === undefined ? [] : [fail("container_definitions", `${String(container["name"])} ${message}`)];
    });
  };

function containersOf(text: unknown): readonly Values[] | "unknown" | "malformed" {
  try {
    const containers = JSON.parse(String(text)) as unknown;
    return Array.isArray(containers) && containers.every(isRecord) ? containers : "malformed";
  } catch {
    return isUnresolved(text) ? "unknown" : "malformed";
  }
}

export const confinementProblem = (container: Values): string | undefined => {
  if (container["privileged"] === true) return "must not be privileged";
  if (container["readonlyRootFilesystem"] !== true) return "must have a read-only root filesystem";
  return [undefined, "", "root", "0", "0:0", "root:root"].includes(container["user"] as string | undefined)
    ? "must run as a user that is not root"
    : undefined;
};

export const plainSecretProblem = (container: Values): string | undefined => {
  const variable = recordsOf(container["environment"]).find(({ name }) => isSecretVariable(String(name)));
  return variable && `must read ${String(variable["name"])} by valueFrom`;
};

export const mutableImageProblem = ({ image }: Values): string | undefined => {
  const name = String(image ?? "");
  const [, tag = "latest"] = /:([^/:]+)$/.exec(name.replace(/@.*$/, "")) ?? [];
  const isFixed = name.includes("@sha256:") || tag !== "latest";
  return isFixed || isUnresolved(image) ? undefined : "must name its image by digest or by a tag other than latest";
};
