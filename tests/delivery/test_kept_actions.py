"""What is remembered of the actions that Amazon offered."""

from pathlib import Path
from typing import Any

from spmsg.delivery.order_details import changed_limits
from spmsg.delivery.orders.store import OrderStore
from spmsg.spapi.action_list import ActionResource

SCHEMA: dict[str, Any] = {
    "title": "Confirm",
    "properties": {"rawMessageBody": {"type": "string", "maxLength": 2000}},
    "required": ["rawMessageBody"],
}


def action(name: str = "confirmOrderDetails", /, **other: Any) -> ActionResource:
    return ActionResource(name, "", None, {**SCHEMA, **other})


def test_another_limit_is_a_change_and_other_words_are_not() -> None:
    shorter = {"rawMessageBody": {"type": "string", "maxLength": 800}}
    assert changed_limits([action()], [action(properties=shorter)]) == ["confirmOrderDetails"]
    reworded = action(title="Confirm the details", description="See /orders/4.")
    assert changed_limits([action()], [reworded, action("warranty")]) == []
    of_one_order = action(links={"self": "/orders/3"}, **{"x-ui-hidden": None})
    assert changed_limits([action()], [of_one_order]) == []


def test_the_actions_of_the_last_orders_are_kept(tmp_path: Path) -> None:
    store = OrderStore(tmp_path, "shop")
    for number in range(150):
        store.keep_actions(str(number), "US", [action(), action(f"action-{number}")])
    store.keep_actions("149", "US", [action(title="Now")])
    store.keep_actions("in-germany", "DE", [action("Rechnung")])
    assert store.actions("149") == [action(title="Now")]
    assert store.actions("0") == []
    names = [each.name for each in store.actions(marketplace="US")]
    assert names[0] == "confirmOrderDetails"
    assert "action-148" in names
    assert not {"Rechnung", "action-0"} & set(names)
