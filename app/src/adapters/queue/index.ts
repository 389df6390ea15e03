export { SqsReceiver } from "./receiver";
export { SqsOrderQueue } from "./sender";
