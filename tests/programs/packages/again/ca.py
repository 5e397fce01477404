# module
"ca doc"
x = 1
import cb
def late(): return cb.z()
