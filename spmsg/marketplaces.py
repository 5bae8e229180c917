"""Amazon's marketplaces, selling regions and hosts.

Source: developer-docs.amazon.com/sp-api, "Marketplace IDs" and "SP-API endpoints". New marketplaces
appear: an ID that is not listed here is still usable when the region or the endpoint is given.
"""

import re
from dataclasses import dataclass

from spmsg.errors import UsageError

REGIONS = ("NA", "EU", "FE")


@dataclass(frozen=True)
class Marketplace:
    """One of Amazon's marketplaces; `country` is "" and `region` None where we do not know it."""

    id: str
    country: str
    region: str | None


def _listed(region: str, *pairs: str) -> dict[str, Marketplace]:
    return {c: Marketplace(i, c, region) for c, i in (pair.split() for pair in pairs)}


BY_COUNTRY: dict[str, Marketplace] = {
    **_listed("NA", "US ATVPDKIKX0DER", "CA A2EUQ1WTGCTBG2", "MX A1AM78C64UM0Y8", "BR A2Q3Y263D00KWC"),
    **_listed(
        "EU", "IE A28R8C7NBKEWEA", "ES A1RKKUPIHCS9HS", "UK A1F83G8C2ARO7P", "FR A13V1IB3VIYZZH",
        "BE AMEN7PMS3EDWL", "NL A1805IZSGTT6HS", "DE A1PA6795UKMFR9", "IT APJ6JRA9NG5V4",
        "SE A2NODRKZP88ZB9", "ZA AE08WJ6YKNBMC", "PL A1C3SOZRARQ6R3", "EG ARBP9OOSHTCHU",
        "TR A33AVAJ2PDY3EV", "SA A17E79C6D8DWNP", "AE A2VIGQ35RCS4UG", "IN A21TJRUUN4KGV",
    ),
    **_listed("FE", "SG A19VAU5U5O7RUS", "AU A39IBJ37TRP1C6", "JP A1VC38T7YXB528"),
}  # fmt: skip
NAMES: dict[str, str] = {
    "US": "United States", "CA": "Canada", "MX": "Mexico", "BR": "Brazil", "IE": "Ireland", "ES": "Spain",
    "UK": "United Kingdom", "FR": "France", "BE": "Belgium", "NL": "Netherlands", "DE": "Germany",
    "IT": "Italy", "SE": "Sweden", "ZA": "South Africa", "PL": "Poland", "EG": "Egypt", "TR": "Turkey",
    "SA": "Saudi Arabia", "AE": "United Arab Emirates", "IN": "India", "SG": "Singapore",
    "AU": "Australia", "JP": "Japan",
}  # fmt: skip
"""The countries' names, for people."""
BY_ID: dict[str, Marketplace] = {m.id: m for m in BY_COUNTRY.values()}

_ID = re.compile(r"A[0-9A-Z]{9,19}")


def find(name: str) -> Marketplace:
    """The marketplace that `name` means: a marketplace ID, or a country's code or name; in either case.

    Raises UsageError, with the nearest known names, for what is neither.
    """
    wanted = name.strip().upper()
    known = BY_ID.get(wanted) or BY_COUNTRY.get(_codes().get(wanted, wanted))
    if known is not None:
        return known
    nearest = _nearest(wanted)
    if _ID.fullmatch(wanted) and not nearest:
        return Marketplace(wanted, "", None)
    meant = f"Did you mean {' or '.join(nearest)}? " if nearest else ""
    raise UsageError(
        f"There is no marketplace {name!r}.",
        hint=f"{meant}Give a marketplace ID or one of {' '.join(BY_COUNTRY)}.",
    )


def _nearest(wanted: str) -> list[str]:
    from difflib import get_close_matches

    ids = get_close_matches(wanted, BY_ID, n=1, cutoff=0.85)
    if ids:
        return [f"{ids[0]} ({BY_ID[ids[0]].country})"]
    codes = _codes()
    named = [codes[name] for name in get_close_matches(wanted, codes, n=1, cutoff=0.7)]
    if named:
        return [f"{code} ({NAMES[code]})" for code in named]
    return get_close_matches(wanted, BY_COUNTRY, n=2, cutoff=0.6)


def _codes() -> dict[str, str]:
    """What people call a country, in capitals, to the code that Amazon uses."""
    return {"GB": "UK", "USA": "US"} | {name.upper(): code for code, name in NAMES.items()}


def endpoint(region: str, *, sandbox: bool = False) -> str:
    """The base URL of the SP-API in a selling region ("NA", "EU" or "FE"), or of its static sandbox."""
    prefix = "sandbox." if sandbox else ""
    return f"https://{prefix}sellingpartnerapi-{region.lower()}.amazon.com"
