export { Authority, PAYPAL_SUBJECT, type Identity } from "./authority";
export { signDelivery, type SignedDelivery } from "./delivery";
export { startPayPal, type LocalPayPal, type PayPalProps } from "./server";
export type { Fault, LocalCapture, PayPalNotice } from "./state";
export { Webhooks } from "./webhooks";
