# module
v = 5
