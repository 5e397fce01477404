#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct Vector {
    double x, y, z;
    Vector operator+(const Vector &other) const { return {x + other.x, y + other.y, z + other.z}; }
    Vector operator-(const Vector &other) const { return {x - other.x, y - other.y, z - other.z}; }
    Vector operator*(double factor) const { return {x * factor, y * factor, z * factor}; }
    double dot(const Vector &other) const { return x * other.x + y * other.y + z * other.z; }
    double length() const { return std::sqrt(dot(*this)); }
    Vector unit() const { return *this * (1.0 / length()); }
};

struct Ray {
    Vector origin, direction;
    Vector at(double t) const { return origin + direction * t; }
};

struct Sphere {
    Vector centre;
    double radius, shade, mirror;

    std::optional<double> hit(const Ray &ray) const
    {
        Vector to_centre = centre - ray.origin;
        double along = to_centre.dot(ray.direction);
        double gap = to_centre.dot(to_centre) - along * along;
        double room = radius * radius - gap;
        if (room < 0.0)
            return {};
        double t = along - std::sqrt(room);
        if (t > 0.0001)
            return t;
        return {};
    }

    Vector normal(const Vector &point) const { return (point - centre).unit(); }
};

struct Scene {
    std::vector<Sphere> spheres;
    Vector light;

    std::pair<std::optional<double>, const Sphere *> nearest(const Ray &ray) const
    {
        std::optional<double> best;
        const Sphere *found = nullptr;
        for (const Sphere &sphere : spheres) {
            std::optional<double> t = sphere.hit(ray);
            if (t && (!best || *t < *best)) {
                best = t;
                found = &sphere;
            }
        }
        return {best, found};
    }

    double trace(const Ray &ray, int depth) const
    {
        auto [t, sphere] = nearest(ray);
        if (!sphere)
            return 0.2 + 0.3 * std::fabs(ray.direction.y);
        Vector point = ray.at(*t);
        Vector normal = sphere->normal(point);
        Vector to_light = (light - point).unit();
        double brightness = 0.1;
        if (!nearest({point, to_light}).first)
            brightness += 0.9 * std::max(0.0, normal.dot(to_light));
        double colour = sphere->shade * brightness;
        if (sphere->mirror > 0.0 && depth > 0) {
            Vector turned = ray.direction - normal * (2.0 * ray.direction.dot(normal));
            colour = colour * (1.0 - sphere->mirror) + sphere->mirror * trace({point, turned}, depth - 1);
        }
        return colour;
    }
};

int main()
{
    Scene scene{{
                    {{0.0, 0.0, 5.0}, 1.0, 0.9, 0.3},
                    {{1.5, 0.6, 4.0}, 0.6, 0.7, 0.0},
                    {{-1.6, -0.3, 4.5}, 0.8, 0.8, 0.5},
                    {{0.0, -101.0, 5.0}, 100.0, 0.6, 0.1},
                },
                {-4.0, 6.0, -2.0}};
    int width = 160, height = 100;
    Vector eye{0.0, 0.0, -2.0};
    double total = 0.0;
    for (int j = 0; j < height; j++) {
        std::string row;
        for (int i = 0; i < width; i++) {
            double x = (i - width / 2.0) / height, y = (height / 2.0 - j) / height;
            double shade = scene.trace({eye, Vector{x, y, 1.0}.unit()}, 3);
            total += shade;
            if (i % 4 == 0)
                row += " .:-=+*#%@"[std::min(9, (int)(shade * 10))];
        }
        if (j % 10 == 0)
            std::printf("%s\n", row.c_str());
    }
    std::printf("%.6f\n", total);
}
