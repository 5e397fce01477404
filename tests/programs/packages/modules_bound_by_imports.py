# A package means its modules by their names once they have been imported, whoever did it.
import bound

print(bound.early(), bound.all_of_them(), hasattr(bound, "other"))
import bound.other

print(bound.early(), bound.other.T, bound.deep.leaf.L)
bound.sub = 3
print(bound.sub)
try:
    bound.all_of_them()
except AttributeError as e:
    print(e)
