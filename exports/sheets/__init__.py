"""The sheets of the compliance workbook, one in each file, all made by the factory in `book`."""
