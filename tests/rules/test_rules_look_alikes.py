"""Contacts and offers that are none: put on goods, asked for by the buyer, numbers of something else."""

import pytest

from spmsg.message.rules import RuleContext, check_rules


def rules_of(text: str) -> set[str]:
    return {violation.rule for violation in check_rules(text, context=RuleContext())}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('The plaque will read "Dr. Ruiz, Tel. 555-0143". Is that right?', "telephone"),
        ("Gravur: 'Max 0341 998877'. Stimmt das?", "telephone"),
        ('Text for the sticker: "hello@ruiz-plumbing.com"', "email-address"),
    ],
)
def test_a_contact_that_is_put_on_the_goods_is_no_ones_to_write_to(text: str, rule: str) -> None:
    assert rule not in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Part no. 800-555-0147 is the left one; yours came with 800-555-0148.",
        "Your appointment no. 0800-1230 is confirmed for Monday.",
    ],
)
def test_a_number_like_one_that_was_named_is_no_telephone(text: str) -> None:
    assert "telephone" not in rules_of(text)


@pytest.mark.parametrize(
    "text", ["Use code SAVE10 for 20% off", "Kein Rabatt?", "Des frais d'Amazon", "次回クーポン"]
)
def test_a_short_text_is_judged_as_it_is_in_a_long_one(text: str) -> None:
    assert rules_of(text) == rules_of(f"{text}\n{'- ' * 300}")


@pytest.mark.parametrize(
    "text",
    [
        'You wrote: "Could I phone you, or pay by PayPal?" Please answer here.',
        "Vous écriviez : « Puis-je vous joindre par téléphone ? » Nous répondons ici.",
        "「メールで連絡してもよいですか」とのお問い合わせですが、こちらにご返信ください。",
    ],
)
def test_what_the_buyer_is_said_to_have_asked_is_no_offer(text: str) -> None:
    assert rules_of(text) == set()


@pytest.mark.parametrize(
    "text", ["Phone no. 0171 2204417 is ours.", "Mobile Nr. 0171-2204417", "Reach us under no. 0171-2204417"]
)
def test_a_telephone_number_called_a_number_is_one(text: str) -> None:
    assert "telephone" in rules_of(text)
