interface Event {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** Returns the messages that Lambda shall deliver again. */
export function handler({ Records }: Event): { readonly batchItemFailures: readonly { itemIdentifier: string }[] } {
  const failed = Records.filter(({ body }) => body === "");
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
