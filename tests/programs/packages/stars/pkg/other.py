# module
inner = "inner"
_private = 2
