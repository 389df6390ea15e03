import type { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets";
import { TemporarilyUnavailable } from "../../domain/errors";
import type { Secret } from "../../domain/ports";
import { awsClient, tracedCalls } from "../aws-client";

const MAX_AGE_SECONDS = 300;
const MIN_SECONDS_BETWEEN_READS = 10;

/** Staging label of a secret's version. */
type VersionStage = "AWSCURRENT" | "AWSPREVIOUS";

/** Reads a secret's text from its store; `fresh` bypasses the provider's cache. */
export type SecretReader = (fresh: boolean, VersionStage: VersionStage) => Promise<string>;

/** Returns a secret of Secrets Manager. The SDK is loaded at the first read. */
export function secretsManagerSecret(arn: string): Secret {
  return new CachedSecret(async (fresh, VersionStage) => {
    const provider = await secretsProvider();
    // The provider caches values by ARN, without the stage.
    const cacheOptions =
      VersionStage === "AWSCURRENT" ? { maxAge: MAX_AGE_SECONDS, forceFetch: fresh } : { maxAge: 0, forceFetch: true };
    return String(await provider.get(arn, { ...cacheOptions, sdkOptions: { VersionStage } }));
  });
}

/**
 * A cached secret that survives failures of its store: the last value is used until a newer one can be read. After
 * refusals the store is read again at most every ten seconds, so that a wrong secret does not cause a flood of calls.
 */
export class CachedSecret implements Secret {
  #value: string | undefined;
  #pending: Promise<string> | undefined;
  #lastFreshRead = -Infinity;
  #previous: Promise<string | undefined> | undefined;
  #lastPreviousRead = -Infinity;
  readonly #reader: SecretReader;
  readonly #clock: () => number;

  constructor(reader: SecretReader, clock: () => number = Date.now) {
    this.#reader = reader;
    this.#clock = clock;
  }

  read(): Promise<string> {
    return this.#ask(false);
  }

  readAgain(): Promise<string> {
    if (this.#isRecent(this.#lastFreshRead)) return this.read();
    this.#lastFreshRead = this.#clock();
    return this.#ask(true);
  }

  readPrevious(): Promise<string | undefined> {
    if (this.#previous && this.#isRecent(this.#lastPreviousRead)) return this.#previous;
    this.#lastPreviousRead = this.#clock();
    return (this.#previous = this.#reader(true, "AWSPREVIOUS").catch(() => undefined));
  }

  #isRecent(moment: number): boolean {
    return this.#clock() - moment < MIN_SECONDS_BETWEEN_READS * 1000;
  }

  /** Concurrent callers share one call. */
  #ask(fresh: boolean): Promise<string> {
    this.#pending ??= this.#fetch(fresh).finally(() => (this.#pending = undefined));
    return this.#pending;
  }

  async #fetch(fresh: boolean): Promise<string> {
    try {
      this.#value = await this.#reader(fresh, "AWSCURRENT");
    } catch (error) {
      if (this.#value === undefined) throw new TemporarilyUnavailable("configuration", { cause: error });
    }
    return this.#value;
  }
}

let provider: Promise<SecretsProvider> | undefined;

/** One client and one cache for the process. */
function secretsProvider(): Promise<SecretsProvider> {
  provider ??= import("../aws-clients/secrets-manager").then((module) => {
    const created = new module.SecretsProvider({ clientConfig: awsClient });
    tracedCalls(created.client);
    return created;
  });
  return provider;
}
