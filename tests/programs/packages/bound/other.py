# module
T = 7
