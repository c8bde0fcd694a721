"""What a case file of Northshire says, question by question and answer by answer.

One phrase is chosen for the true answer of each question. An empty phrase is silence: the file
says nothing, which is itself an answer. Words in braces are filled in from the case.
"""
