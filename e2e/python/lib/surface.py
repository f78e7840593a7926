"""Watches which public methods of a package the tests call, which of them reach the server, and what they raise."""
import functools
import inspect
import os
import sys
from collections import defaultdict
from functools import cached_property

import httpx

server = os.environ["LOAM_URL"]
special = {"__call__", "__iter__", "__next__", "__getitem__", "__len__"}


class Surface:
    def __init__(self, package, tests):
        self.package = package
        self.tests = str(tests)
        self.members = set()
        self.reached = defaultdict(set)
        """Requests by member, for calls from the tests that went well."""
        self.raised = defaultdict(set)
        """Names of exceptions by member, for calls from the tests that sent a request or should have."""
        self.open = []

    def watch_requests(self):
        send = httpx.Client.send

        def watched(client, request, **options):
            if str(request.url).startswith(server):
                for _, sent in self.open:
                    sent.append(f"{request.method} {request.url.path}")
            return send(client, request, **options)

        httpx.Client.send = watched

    def from_tests(self):
        caller = sys._getframe(2)
        if caller.f_code.co_filename == functools.__file__:  # a cached property asks on behalf of its reader
            caller = caller.f_back
        return caller.f_code.co_filename.startswith(self.tests)

    def call(self, name, function, args, options):
        sent = []
        self.open.append((name, sent))
        try:
            result = function(*args, **options)
        except StopIteration:
            self.reached[name].update(sent)
            raise
        except Exception as error:
            self.raised[name].add(type(error).__name__)
            raise
        finally:
            self.open.pop()
        if sent:
            self.reached[name].update(sent)
        return self.steps(name, result) if inspect.isgenerator(result) else result

    def steps(self, name, generator):
        while True:
            try:
                item = self.call(name, generator.__next__, (), {})
            except StopIteration:
                return
            yield item

    def wrap(self, name, function):
        @functools.wraps(function)
        def wrapped(*args, **options):
            if not self.from_tests():
                return function(*args, **options)
            return self.call(name, function, args, options)

        return wrapped

    def of_package(self, function):
        module = getattr(inspect.unwrap(function), "__module__", None) or ""
        return module.split(".")[0] == self.package

    def watch_class(self, owner):
        for attribute in dir(owner):
            if attribute.startswith("_") and attribute not in special:
                continue
            member = inspect.getattr_static(owner, attribute)
            name = f"{owner.__name__}.{attribute}"
            if isinstance(member, (classmethod, staticmethod)):
                inner, again = member.__func__, type(member)
            elif isinstance(member, property) and member.fget:
                inner, again = member.fget, lambda get, member=member: property(get, member.fset, member.fdel)
            elif isinstance(member, cached_property):
                inner, again = member.func, cached_property
            elif inspect.isroutine(member):
                inner, again = member, lambda function: function
            else:
                continue
            if not self.of_package(inner):
                continue
            self.members.add(name)
            made = again(self.wrap(name, inner))
            if isinstance(made, cached_property):
                made.__set_name__(owner, attribute)
            setattr(owner, attribute, made)

    def watch_function(self, module, attribute, shown):
        function = getattr(module, attribute)
        name = f"{shown}.{attribute}"
        self.members.add(name)
        setattr(module, attribute, self.wrap(name, function))
