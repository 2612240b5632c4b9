"""《“一件事一次办”便民服务手册》: every guide of a place on paper, as codes for the wall, and as pages of the web.

One source for all three: the item files that the terminal shows. `model.py` says what a handbook is, `build.py` makes one
of a catalogue, `pdf.py` and `web.py` lay it out, and `compare.py` reads what lies printed back and holds it against the
items. The room stands beside `visit` and `hub`: it needs the catalogue and nothing of a visit or a case.
"""
