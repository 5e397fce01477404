# module
L=4
