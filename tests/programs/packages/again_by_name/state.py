# module
S = []
