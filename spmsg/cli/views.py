"""Gone: see `output`. Kept until its callers are rewritten."""

from spmsg.cli.output import Column as Column
from spmsg.cli.output import Record as Record
from spmsg.cli.output import View as View
from spmsg.cli.output import chosen as chosen
from spmsg.cli.output import document as document
from spmsg.cli.output import dumps as dumps
from spmsg.cli.output import show as show
