"""Start-up: nothing but one line of text."""

print("hello, world")
