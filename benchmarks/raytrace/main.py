"""Small value-like objects with operators: spheres, rays, one light."""

import math


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def length(self):
        return math.sqrt(self.dot(self))

    def unit(self):
        return self * (1.0 / self.length())


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction

    def at(self, t):
        return self.origin + self.direction * t


class Sphere:
    def __init__(self, centre, radius, shade, mirror):
        self.centre = centre
        self.radius = radius
        self.shade = shade
        self.mirror = mirror

    def hit(self, ray):
        """The distance along the ray, or None."""
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        gap = to_centre.dot(to_centre) - along * along
        room = self.radius * self.radius - gap
        if room < 0.0:
            return None
        t = along - math.sqrt(room)
        if t > 0.0001:
            return t
        return None

    def normal(self, point):
        return (point - self.centre).unit()


class Scene:
    def __init__(self, spheres, light):
        self.spheres = spheres
        self.light = light

    def nearest(self, ray):
        best = None
        found = None
        for sphere in self.spheres:
            t = sphere.hit(ray)
            if t is not None and (best is None or t < best):
                best = t
                found = sphere
        return best, found

    def trace(self, ray, depth):
        t, sphere = self.nearest(ray)
        if sphere is None:
            return 0.2 + 0.3 * abs(ray.direction.y)
        point = ray.at(t)
        normal = sphere.normal(point)
        to_light = (self.light - point).unit()
        brightness = 0.1
        blocked, _ = self.nearest(Ray(point, to_light))
        if blocked is None:
            brightness += 0.9 * max(0.0, normal.dot(to_light))
        colour = sphere.shade * brightness
        if sphere.mirror > 0.0 and depth > 0:
            turned = ray.direction - normal * (2.0 * ray.direction.dot(normal))
            colour = colour * (1.0 - sphere.mirror) + sphere.mirror * self.trace(Ray(point, turned), depth - 1)
        return colour


def main():
    spheres = [
        Sphere(Vector(0.0, 0.0, 5.0), 1.0, 0.9, 0.3),
        Sphere(Vector(1.5, 0.6, 4.0), 0.6, 0.7, 0.0),
        Sphere(Vector(-1.6, -0.3, 4.5), 0.8, 0.8, 0.5),
        Sphere(Vector(0.0, -101.0, 5.0), 100.0, 0.6, 0.1),
    ]
    scene = Scene(spheres, Vector(-4.0, 6.0, -2.0))
    width, height = 160, 100
    eye = Vector(0.0, 0.0, -2.0)
    total = 0.0
    rows = []
    for j in range(height):
        row = []
        for i in range(width):
            x = (i - width / 2) / height
            y = (height / 2 - j) / height
            shade = scene.trace(Ray(eye, Vector(x, y, 1.0).unit()), 3)
            total += shade
            row.append(" .:-=+*#%@"[min(9, int(shade * 10))])
        if j % 10 == 0:
            rows.append("".join(row[::4]))
    print("\n".join(rows))
    print(f"{total:.6f}")


main()
