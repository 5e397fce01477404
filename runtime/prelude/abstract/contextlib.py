

from _abc import _alias
from abc import ABCMeta as _ABCMeta
from abc import abstractmethod as _abstractmethod


class AbstractContextManager(metaclass=_ABCMeta):
    """An abstract base class for context managers."""

    __abc_methods__ = ("__enter__", "__exit__")

    @classmethod
    def __class_getitem__(cls, item, /):
        return _alias(cls, item)

    def __enter__(self):
        """Return `self` upon entering the runtime context."""
        return self

    @_abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Raise any exception triggered within the runtime context."""
        return None


class AbstractAsyncContextManager(metaclass=_ABCMeta):
    """An abstract base class for asynchronous context managers."""

    __abc_methods__ = ("__aenter__", "__aexit__")

    @classmethod
    def __class_getitem__(cls, item, /):
        return _alias(cls, item)

    async def __aenter__(self):
        """Return `self` upon entering the runtime context."""
        return self

    @_abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        """Raise any exception triggered within the runtime context."""
        return None
