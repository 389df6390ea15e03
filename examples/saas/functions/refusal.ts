import { HttpRefusal } from "groundplan/api/handlers";
import { errors, type ErrorCode } from "./contract";

export { TemporarilyUnavailable } from "groundplan/api/handlers";

/** A refused request; the caller sees code, message and facts. */
export class Refusal extends HttpRefusal {
  constructor(code: ErrorCode, message: string, facts?: Readonly<Record<string, unknown>>) {
    super(errors[code], code, message, facts);
  }
}
