"""Pure parsers of the small languages that stand on news pages: date lines, bylines, datelines."""
