# module
from state import S
def use():
    import again_by_name
    again_by_name.bump()
    return again_by_name.bump(), S
def grow(s):
    from again_by_name import Shape
    return isinstance(s, Shape), s.n + 1
def shape_class():
    from again_by_name import Shape
    return Shape
