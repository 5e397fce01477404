# module
import part

seen = part.seen
value = 5
