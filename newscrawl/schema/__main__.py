"""Write the schema file from the item class."""

from newscrawl.schema import PATH, text

PATH.write_text(text(), encoding="utf-8")
