# module
T = 3
