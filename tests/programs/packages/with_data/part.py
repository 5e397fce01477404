# module
from importlib.resources import files

asked = 0
print("part runs")


def words():
    global asked
    asked += 1
    return files(__package__).joinpath("words.txt").read_text().split(), asked
