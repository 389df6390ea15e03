import { integer, satisfying, type Rule } from "../../core";
import type { RdsEngine } from "./engines";
import { classTraits, connectionsOf, offersInsights } from "./instance-classes";

const LEAST_CONNECTIONS = 10;
const MOST_CONNECTIONS = 100_000;

/** Accepts classes of the catalogue. */
export function instanceClass(): Rule<string> {
  return satisfying(
    (name) => classTraits(name) !== undefined,
    "db.t3 or db.t4g from micro to large; db.m6g, db.m7g, db.r6g, db.r7g or db.r8g from large to 16xlarge",
    "choose a class of the catalogue",
  );
}

/** Accepts as many connections as the memory of every known class allows. */
export function connectionsFor(engine: RdsEngine, classes: readonly string[]): Rule<number> {
  const limits = classes.flatMap((name) => classTraits(name) ?? []).map((traits) => connectionsOf(engine, traits));
  return integer(
    LEAST_CONNECTIONS,
    Math.min(MOST_CONNECTIONS, ...limits),
    `choose what the memory of ${classes.join(" and ")} allows, or a larger class`,
  );
}

/** Refuses Performance Insights for classes on which RDS does not offer it. */
export function insightsFor(engine: RdsEngine, className: string): Rule<boolean> {
  return satisfying(
    (enabled) => !enabled || offersInsights(engine, className),
    `nothing or false for ${engine} on ${className}`,
    "omit it: RDS does not offer Performance Insights for this class",
  );
}
