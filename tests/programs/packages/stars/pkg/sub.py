# module
name = "sub module"
