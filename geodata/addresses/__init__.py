"""Reading Japanese addresses: each module one way of reading, all of them pure and total over folded text.

`geodata.geocoding` tries them in turn; `answers` makes the answer of what was read.
"""
