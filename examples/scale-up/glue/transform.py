"""Transformations of the Glue job, on plain values: they need neither Spark nor AWS."""

import json
from collections import defaultdict


def attribute(value):
    """Returns the plain value of an attribute in DynamoDB's JSON, such as {"S": "text"} or {"N": "1"}."""
    ((kind, content),) = value.items()
    if kind == "N":
        return int(content)
    if kind == "L":
        return [attribute(each) for each in content]
    if kind == "M":
        return {name: attribute(each) for name, each in content.items()}
    if kind == "NULL":
        return None
    return content


def paid_items(item):
    """Returns (product id, day, pieces, revenue in cents) for each product of a paid order; other items have none."""
    values = {name: attribute(value) for name, value in item.items()}
    if values.get("sk") != "ORDER" or values.get("status") != "PAID":
        return []
    day = values["placedAt"][:10]
    return [
        (each["productId"], day, each["quantity"], each["quantity"] * each["priceCents"]) for each in values["items"]
    ]


def viewed_product(line):
    """Returns (product id, day) for a line with the view of a product, and None for any other line."""
    try:
        event = json.loads(line)
        if event["type"] == "product-viewed":
            return str(event["productId"]), str(event["at"])[:10]
    except (KeyError, TypeError, ValueError):
        pass
    return None


def add(left, right):
    """Adds views, pieces and cents."""
    return tuple(a + b for a, b in zip(left, right, strict=True))


def keyed_sale(sale):
    """Returns a sale by product and day, as numbers that `add` adds up."""
    product_id, day, pieces, cents = sale
    return (product_id, day), (0, pieces, cents)


def keyed_view(view):
    """Returns a view by product and day, as numbers that `add` adds up."""
    return view, (1, 0, 0)


def row(keyed):
    """Returns the row of the table `product_days`."""
    (product_id, day), (views, pieces, cents) = keyed
    return {"product_id": product_id, "day": day, "views": views, "pieces": pieces, "revenue_cents": cents}


def product_days(items, lines):
    """Joins an export of the table `Orders` and the events of the data lake, as the job does with Spark."""
    totals = defaultdict(lambda: (0, 0, 0))
    sales = [keyed_sale(sale) for item in items for sale in paid_items(item)]
    views = [keyed_view(view) for view in map(viewed_product, lines) if view is not None]
    for key, numbers in sales + views:
        totals[key] = add(totals[key], numbers)
    return [row(each) for each in sorted(totals.items())]
