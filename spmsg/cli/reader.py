"""Gone: see `localized`. Kept until its callers are rewritten."""

from spmsg.cli.localized import day as day
from spmsg.cli.localized import locale as locale
from spmsg.cli.localized import minute as minute
from spmsg.cli.localized import money as money
from spmsg.cli.localized import number as number
from spmsg.cli.localized import size as size
