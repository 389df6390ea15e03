import type { KeyReference, QueueReference, RegionalProvider } from "../../core";

export interface EventBusProps {
  /** Physical name: at most 256 letters, digits, /, ., _ and -; with `archiveDays` at most 40. */
  readonly name: string;
  /**
   * Key of the bus's region that encrypts the events until they are delivered. Not together with `archiveDays`, because
   * the AWS provider 5 cannot encrypt archives with a key. @default an AWS owned key
   */
  readonly key?: KeyReference;
  /** Receives events that EventBridge could not encrypt with `key`, in the region of the bus. @default none */
  readonly deadLetterQueue?: QueueReference;
  /** Days for which an archive retains every event, to replay it: 1 to 3650. @default no archive */
  readonly archiveDays?: number;
  /** Refuses every plan that would delete the archive. @default true */
  readonly deletionProtection?: boolean;
  /** Region of the bus and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const EVENT_BUS_DEFAULTS = { deletionProtection: true } as const satisfies Partial<EventBusProps>;

/** Returns the physical name of the archive. */
export function archiveNameOf(name: string): string {
  return `${name.replaceAll("/", ".")}-archive`;
}
