# Dataclasses of two modules that import each other.
import turned.low
