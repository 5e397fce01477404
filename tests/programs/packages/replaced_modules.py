# Modules that put an object in their own place, or change their class; functions whose code is exchanged.
import replaced.by_class
import replaced.by_object
from replaced import by_class
from replaced.by_code import minus, replaced as exchanged
from replaced.by_object import anything

print(by_class.x, by_class.answer, by_class.f(), type(by_class).__name__)
by_class.dps = 3
by_class.y = 5
print(by_class.y, replaced.by_class is by_class)
print(anything, replaced.by_object.other, replaced.by_object.f(3), type(replaced.by_object).__name__)
print(exchanged(minus)(9), exchanged(minus)(9, 4))


