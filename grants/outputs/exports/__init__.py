"""The award workbook and open data. Reads only."""
