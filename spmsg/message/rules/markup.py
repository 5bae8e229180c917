"""HTML in a text that is sent as plain text."""

import re
from collections.abc import Iterator

from spmsg.message.rules.finding import Finding
from spmsg.message.rules.reading import Reading

_TAGS = (
    "a|abbr|address|article|aside|b|base|big|blockquote|body|br|button|caption|center|cite|"
    "code|col|dd|del|details|div|dl|dt"
    "|em|fieldset|figure|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|"
    "input|ins|label|legend|li|link|main"
    "|map|meta|nav|ol|object|option|p|pre|s|script|section|select|small|span|strike|strong|"
    "style|sub|summary|sup|svg|table"
    "|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|video|wbr"
)
_ENTITIES = (
    "nbsp|amp|lt|gt|quot|apos|euro|pound|yen|copy|reg|trade|hellip|[lr][ds]quo|[mn]dash|"
    "laquo|raquo|bull|middot"
)


def html(reading: Reading) -> Iterator[Finding]:
    """Tags, comments and character references of HTML; not "size 5 < 6", "<3" or "<your name>"."""
    pattern = (
        rf"<\s{{0,3}}/?\s{{0,3}}(?:{_TAGS})(?=[\s/>])(?:\s[^<>=]{{0,80}}=[^<>]{{0,400}}|"
        rf"\s{{0,3}}/?\s{{0,3}})>"
        rf"|<(?:{_TAGS})\s{{1,3}}[a-z-]{{2,20}}\s{{0,3}}=\s{{0,3}}[\"'][^<>]{{0,400}}"
        r"|<!--|<!doctype\b|<!\[cdata\["
        rf"|&(?:{_ENTITIES}|[a-z]{{1,8}}(?:acute|grave|uml|circ|cedil|tilde|zlig)|szlig|#\d{{2,6}}|"
        rf"#x[0-9a-f]{{2,6}});"
    )
    for found in re.finditer(pattern, reading.original, re.IGNORECASE):
        yield Finding(found.start(), found.end())
