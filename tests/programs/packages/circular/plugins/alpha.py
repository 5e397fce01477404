# module
NAME = "alpha"
