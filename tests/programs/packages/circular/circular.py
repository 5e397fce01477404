"""What is missing in a module whose body still runs."""

try:
    import first
except ImportError as error:
    print(str(error).split(" (/")[0], error.name, error.path.endswith("first.py"))
import whole

print(whole.value, whole.seen)
