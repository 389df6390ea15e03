"""Transformations of the Glue job, on plain values: they need neither Spark nor AWS."""


def captured_payment(item):
    """Returns (plan, day, cents) for an item in DynamoDB's JSON that is a captured payment, and None for any other."""
    if item.get("status", {}).get("S") != "captured":
        return None
    event = item.get("event", {}).get("M")
    if event is None:
        return None
    return event["plan"]["S"], event["occurredAt"]["S"][:10], int(event["amountCents"]["N"])


def keyed_payment(payment):
    """Returns a payment by plan and day, as numbers that `add` adds up."""
    plan, day, cents = payment
    return (plan, day), (1, cents)


def add(left, right):
    """Adds payments and cents."""
    return tuple(a + b for a, b in zip(left, right, strict=True))


def row(keyed):
    """Returns the row of the table `plan_days`."""
    (plan, day), (payments, cents) = keyed
    return {"plan": plan, "day": day, "payments": payments, "amount_cents": cents}
