# Classes and functions of other modules are the same objects where `pickle` looks for them.
import copy
import pickle
from pickle import dumps, loads

import zoo
from zoo import Animal, Cage

cat = Animal("cat")
print(loads(dumps(cat)).name, loads(dumps(cat)) == cat, type(loads(dumps(cat))) is Animal)
print([each.name for each in loads(dumps(Cage(cat, Animal("dog")), 2)).inside])
print(loads(dumps(Animal)) is Animal, loads(dumps(zoo.make))([cat]).inside[0].name)
print(copy.deepcopy(Cage(cat)).inside[0] == cat, pickle.loads(b"czoo\nAnimal\n.") is Animal)
