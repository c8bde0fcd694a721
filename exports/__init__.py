"""Files that leave: compliance workbook, certificate, plain data."""
