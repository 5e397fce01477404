"""The mistake that `json` finds, in programs that do not reach CPython; the others have
CPython's own `json.decoder`, so that one raised by a library is one of the program's.
"""


class JSONDecodeError(ValueError):
    __module__ = "json.decoder"

    def __init__(self, msg, doc, pos):
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos - doc.rfind("\n", 0, pos)
        where = "line %d column %d (char %d)" % (self.lineno, self.colno, pos)
        ValueError.__init__(self, "%s: %s" % (msg, where))
        self.msg = msg
        self.doc = doc
        self.pos = pos
