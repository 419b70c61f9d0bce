"""The arguments and options that several commands take."""

from pathlib import Path
from typing import Final

import click

from desktop.correspondence.known_names import DOCUMENTS

PATH: Final = click.Path(path_type=Path)
FILE: Final = click.argument("file", type=PATH)
REGISTERS: Final = click.Choice(list(DOCUMENTS))
YEAR: Final = click.IntRange(1900, 2999)
AS_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Write JSON.")
ONE_YEAR: Final = click.option("--year", type=YEAR, help="Only the documents of one year.")
