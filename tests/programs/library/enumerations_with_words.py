# Names of variables that are also built-in functions, and members with annotations.
from enum import Enum


class Direction(Enum):
    NORTH: tuple = (0, 1)
    EAST: tuple = (1, 0)
    SOUTH: tuple = (0, -1)
    WEST: tuple = (-1, 0)

    def right(self):
        order = list(Direction)
        return order[(order.index(self) + 1) % 4]


class Robot:
    def __init__(self):
        self.x = self.y = 0
        self.dir = Direction.NORTH

    def run(self, program):
        for step in program:
            if step == "R":
                self.dir = self.dir.right()
            else:
                dx, dy = self.dir.value
                self.x += dx
                self.y += dy


robot = Robot()
robot.run("FFRFFRFRFFFR")
dir = robot.dir
print(robot.x, robot.y, dir, dir.name)
