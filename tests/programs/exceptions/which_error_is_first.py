# gap: the error of the argument comes before that of the missing attribute
try:
    True.replace(b""[1j])
except Exception as error:
    print(type(error).__name__)
