import { batch } from "../functions/contract";
import { aggregate } from "./aggregate";
import { log } from "./log";
import { migrate } from "./migrate";

/** Runs the command of the container, and ends with its exit code. */
async function main([command, day]: readonly string[]): Promise<number> {
  try {
    if (command === "aggregate") return await aggregate(day);
    if (command === "migrate") return await migrate();
    throw new Error(`The command is "${command}"; allowed: ${batch.commands.join(", ")}`);
  } catch (error) {
    const { name, message, stack } = error as Error;
    // Messages of a database quote values.
    log("ERROR", "Failed", { failure: "severity" in (error as object) ? { name } : { name, message, stack } });
    return batch.exitCodes.failed;
  }
}

// An ECS task that stops gets SIGTERM; the connection ends with the process, and the lock with the connection.
process.once("SIGTERM", () => process.exit(batch.exitCodes.failed));

void main(process.argv.slice(2)).then((code) => process.exit(code));
