# What CPython's code sets in an exception of ours is set in it.

import pickle


class Located(Exception):
    def __init__(self, source):
        self.source = source
        self.errors = []


made = Located("text")
exec("def change(e):\n e.source += '!'\n e.extra = [1]\n e.args = ('other',)\n e.add_note('noted')\n del e.errors\n e.errors = [5]\n return e\n")
print(change(made) is made, made.source, made.extra, made.args, made.__notes__, made.errors)
for protocol in range(5):
    again = pickle.loads(pickle.dumps(made, protocol))
    print(again.source, again.errors, again.extra, again.args, again.__notes__)
try:
    made.missing
except AttributeError as error:
    print(error)
