"""What is remembered of the actions that Amazon offered."""

from pathlib import Path
from typing import Any

from spmsg.delivery.action_cache import ActionCache
from spmsg.spapi.action_list import ActionResource

ACTION = "confirmOrderDetails"
SCHEMA: dict[str, Any] = {
    "title": "Confirm",
    "properties": {"rawMessageBody": {"type": "string", "maxLength": 2000}},
    "required": ["rawMessageBody"],
}


def changed(folder: Path, order: str, **other: object) -> list[str]:
    action = ActionResource(ACTION, None, "", {**SCHEMA, **other})
    return ActionCache(folder, "shop").keep_actions(order, [action], "ATVPDKIKX0DER")


def test_another_limit_is_a_change_that_is_told_once(tmp_path: Path) -> None:
    assert changed(tmp_path, "1") == []
    shorter = {"rawMessageBody": {"type": "string", "maxLength": 800}}
    assert changed(tmp_path, "2", properties=shorter) == [ACTION]
    assert changed(tmp_path, "3", properties=shorter) == []


def test_what_differs_from_order_to_order_and_other_words_are_no_change(tmp_path: Path) -> None:
    assert changed(tmp_path, "1") == []
    assert changed(tmp_path, "2", **{"x-ui-hidden": False}) == []
    assert changed(tmp_path, "3", **{"x-ui-hidden": None, "links": {"self": "/orders/3"}}) == []
    assert changed(tmp_path, "4", title="Confirm the details", description="See /orders/4.") == []
