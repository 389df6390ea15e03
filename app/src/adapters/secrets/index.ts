import type { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets";
import { TemporarilyUnavailable } from "../../domain/errors";
import type { Secret } from "../../domain/ports";

const MAX_AGE_SECONDS = 300;
const MIN_SECONDS_BETWEEN_READS = 10;

/** Reads a secret's text from its store. `fresh` asks the store whatever was kept. */
export type SecretReader = (fresh: boolean) => Promise<string>;

/** The secret of this ARN in Secrets Manager. The SDK is loaded when it is first read. */
export function secretsManagerSecret(arn: string): Secret {
  return new KeptSecret(async (fresh) => {
    const provider = await secretsProvider();
    const value = await provider.get(arn, { maxAge: MAX_AGE_SECONDS, forceFetch: fresh });
    return String(value);
  });
}

/**
 * A secret that outlives failures of its store: what was read once serves until something newer can be read. However often a peer refuses
 * it, the store is asked again only every ten seconds, so that a wrong secret does not become a flood of calls.
 */
export class KeptSecret implements Secret {
  private value: string | undefined;
  private pending: Promise<string> | undefined;
  private lastFreshRead = -Infinity;

  constructor(
    private readonly reader: SecretReader,
    private readonly clock: () => number = Date.now,
  ) {}

  read(): Promise<string> {
    return this.ask(false);
  }

  readAgain(): Promise<string> {
    const tooSoon = this.clock() - this.lastFreshRead < MIN_SECONDS_BETWEEN_READS * 1000;
    if (tooSoon) return this.read();
    this.lastFreshRead = this.clock();
    return this.ask(true);
  }

  /** Callers at the same time share one call. */
  private ask(fresh: boolean): Promise<string> {
    this.pending ??= this.fetch(fresh).finally(() => (this.pending = undefined));
    return this.pending;
  }

  private async fetch(fresh: boolean): Promise<string> {
    try {
      this.value = await this.reader(fresh);
    } catch (error) {
      if (this.value === undefined) throw new TemporarilyUnavailable("configuration", { cause: error });
    }
    return this.value;
  }
}

let provider: Promise<SecretsProvider> | undefined;

/** One client and one set of kept values for the process. */
function secretsProvider(): Promise<SecretsProvider> {
  provider ??= import("@aws-lambda-powertools/parameters/secrets").then((module) => new module.SecretsProvider());
  return provider;
}
