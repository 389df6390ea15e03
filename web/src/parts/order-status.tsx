import type { Order } from "../api/model";

const NAMES: Record<Order["status"], string> = { placed: "Payment in progress", paid: "Paid", cancelled: "Cancelled" };

export function OrderStatus({ status }: { readonly status: Order["status"] }) {
  return <span class={`badge ${status}`}>{NAMES[status]}</span>;
}
