"""Records in lists: dataclasses made, grouped, sorted and summed."""

from dataclasses import dataclass


@dataclass
class Order:
    number: int
    customer: str
    amount: float
    open: bool = True


def make_orders(n):
    customers = ["ada", "brian", "carol", "dennis", "edsger", "frances"]
    orders = []
    seed = 3
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        orders.append(Order(i, customers[seed % len(customers)], (seed >> 16) % 1000 / 10))
    return orders


def main():
    orders = make_orders(100000)
    for order in orders:
        if order.amount < 25.0:
            order.open = False
    by_customer = {}
    for order in orders:
        by_customer.setdefault(order.customer, []).append(order)
    for customer in sorted(by_customer):
        mine = by_customer[customer]
        total = sum(order.amount for order in mine if order.open)
        largest = max(mine, key=lambda order: (order.amount, -order.number))
        print(f"{customer:8} {len(mine):6} {total:12.2f} {largest.number:6}")
    orders.sort(key=lambda order: (order.customer, -order.amount))
    print(orders[0], orders[-1].number)


main()
