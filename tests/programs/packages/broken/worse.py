x = 1
exec "a" in {}
