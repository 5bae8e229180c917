"""Amazon's marketplaces, selling regions and hosts.

Source: developer-docs.amazon.com/sp-api, "Marketplace IDs" and "SP-API endpoints". New marketplaces
appear: an ID that is not listed here is still usable when the region or the endpoint is given.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from spmsg.errors import UsageError

REGIONS = ("NA", "EU", "FE")
ENDPOINTS = {region: f"https://sellingpartnerapi-{region.lower()}.amazon.com" for region in REGIONS}
SANDBOXES = {region: url.replace("https://", "https://sandbox.") for region, url in ENDPOINTS.items()}
"""The base URLs of the SP-API and of its static sandbox, by selling region."""


@dataclass(frozen=True)
class Marketplace:
    """One of Amazon's marketplaces; `country` is "" and `region` None where we do not know it."""

    id: str
    country: str
    region: str | None


HOW_TO_NAME = "Add `--marketplace US` (or another country or ID), or set SPMSG_MARKETPLACE."
"""What to do where no marketplace is known."""
_TABLE = """
US NA ATVPDKIKX0DER  amazon.com     United States
CA NA A2EUQ1WTGCTBG2 amazon.ca      Canada
MX NA A1AM78C64UM0Y8 amazon.com.mx  Mexico
BR NA A2Q3Y263D00KWC amazon.com.br  Brazil
IE EU A28R8C7NBKEWEA amazon.ie      Ireland
ES EU A1RKKUPIHCS9HS amazon.es      Spain
UK EU A1F83G8C2ARO7P amazon.co.uk   United Kingdom
FR EU A13V1IB3VIYZZH amazon.fr      France
BE EU AMEN7PMS3EDWL  amazon.com.be  Belgium
NL EU A1805IZSGTT6HS amazon.nl      Netherlands
DE EU A1PA6795UKMFR9 amazon.de      Germany
IT EU APJ6JRA9NG5V4  amazon.it      Italy
SE EU A2NODRKZP88ZB9 amazon.se      Sweden
ZA EU AE08WJ6YKNBMC  amazon.co.za   South Africa
PL EU A1C3SOZRARQ6R3 amazon.pl      Poland
EG EU ARBP9OOSHTCHU  amazon.eg      Egypt
TR EU A33AVAJ2PDY3EV amazon.com.tr  Turkey
SA EU A17E79C6D8DWNP amazon.sa      Saudi Arabia
AE EU A2VIGQ35RCS4UG amazon.ae      United Arab Emirates
IN EU A21TJRUUN4KGV  amazon.in      India
SG FE A19VAU5U5O7RUS amazon.sg      Singapore
AU FE A39IBJ37TRP1C6 amazon.com.au  Australia
JP FE A1VC38T7YXB528 amazon.co.jp   Japan
"""
_ROWS = [line.split(maxsplit=4) for line in _TABLE.strip().splitlines()]
BY_COUNTRY = {country: Marketplace(id_, country, region) for country, region, id_, _, _ in _ROWS}
BY_ID = {marketplace.id: marketplace for marketplace in BY_COUNTRY.values()}
NAMES = {country: name for country, _, _, _, name in _ROWS}
"""The countries' names, for people."""
_SPELLINGS = {
    **{spelling.upper(): country for country, _, *spellings in _ROWS for spelling in (country, *spellings)},
    "GB": "UK", "GREAT BRITAIN": "UK", "ENGLAND": "UK", "USA": "US", "UAE": "AE", "THE NETHERLANDS": "NL",
    "AMAZON.JP": "JP", "AMAZON.BE": "BE", "TÜRKIYE": "TR",
}  # fmt: skip
"""What people and Amazon call a marketplace, in capitals, to its country's code."""
_ID = re.compile(r"A[0-9A-Z]{9,19}")


def country(marketplace_id: str | None) -> str:
    """Return the country code of a marketplace, or the ID itself if it is not known."""
    listed = BY_ID.get(marketplace_id or "")
    return listed.country if listed else marketplace_id or ""


def look_up(name: str) -> Marketplace | None:
    """Return the marketplace that `name` means: an ID, a country's code or name, or `Amazon.de`; else None.

    Case does not count. An ID that is not in the table is a marketplace of a region that we do not know.
    """
    wanted = " ".join(name.upper().split()).removeprefix("WWW.")
    if wanted in _SPELLINGS:
        return BY_COUNTRY[_SPELLINGS[wanted]]
    mistyped = get_close_matches(wanted, BY_ID, n=1, cutoff=0.85)
    return Marketplace(wanted, "", None) if _ID.fullmatch(wanted) and not mistyped else None


def find(name: str) -> Marketplace:
    """Return the marketplace as `look_up` does; raise UsageError, with the nearest name, if there is none."""
    found = look_up(name)
    if found is not None:
        return found
    meant = ""
    for near in get_close_matches(name.strip().upper(), _SPELLINGS, n=1, cutoff=0.7):
        country = _SPELLINGS[near]
        meant = f"Did you mean {near if near in BY_ID else country} ({NAMES[country]})? "
    hint = f"{meant}Give a marketplace ID or one of {' '.join(BY_COUNTRY)}."
    raise UsageError(f"There is no marketplace {name[:30]!r}.", hint=hint)
